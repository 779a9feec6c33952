package portfolio_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/solvency/asset"
	"github.com/cedego/cede/solvency/cross2"
	"github.com/cedego/cede/solvency/portfolio"
)

// A book in 亿元: a bond, and a trust over a fund over shares of ChiNext, which have 0.45 × (1 + 2 × 0.1).
func ExampleReadBook() {
	const text = `{
	  "schema": "cede.holdings/1", "unit": "亿元", "company": "non-life", "totalAssets": "200",
	  "holdings": [{"id": "bond", "kind": "bond", "asset": {"issuer": "government", "duration": "4"}, "value": "12"}],
	  "products": {
	    "items": [{"id": "shares", "kind": "stock", "asset": {"board": "chinext"}, "counterparty": "Alpha"}],
	    "products": [
	      {"id": "fund", "type": "equity-fund", "asOf": "2026-03-31", "parts": [{"id": "shares", "value": "3"}]},
	      {"id": "trust", "type": "equity-trust", "asOf": "2026-03-31", "parts": [{"id": "fund", "value": "3"}]}
	    ],
	    "positions": [{"product": "trust", "value": "3"}]
	  }
	}`
	book, err := portfolio.ReadBook(strings.NewReader(text), portfolio.DefaultLimit)
	if err != nil {
		fmt.Println(err)
		return
	}
	date, err := cede.ParseDate("2026-03-31")
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := cross2.At(date)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := book.Result(e)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range result.MarketCharges {
		fmt.Println(c.Of, c.Risk, c.Line.Amount().Shift(-8))
	}
	_, err = portfolio.ReadBook(strings.NewReader(strings.Replace(text, "board", "Board", 1)), portfolio.DefaultLimit)
	fmt.Println(err)
	book.TotalAssets = decimal.Decimal{}
	_, err = book.Result(e)
	fmt.Println(err)
	// Output:
	// bond interest 0.8496
	// shares equity 1.62
	// products.items[0].asset.Board: must be spelled board, at offset 289
	// totalAssets: must be positive (got 0)
}

// The lists of a book may come from tables, such as exports of a ledger.
func ExampleBook_With() {
	book := portfolio.Book{Company: asset.NonLife, TotalAssets: decimal.New(1, 8)}
	book, err := book.With(portfolio.Tables{
		Unit:     cross2.InWan,
		Holdings: strings.NewReader("id,kind,value,counterparty,asset.class,asset.board\nloan,loan,850,Alpha,pass,\nshares,stock,120.5,Beta,,main\n"),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range book.Holdings {
		fmt.Println(h.ID, h.Asset.Kind(), h.Value)
	}
	_, err = book.With(portfolio.Tables{Unit: cross2.InWan, Holdings: strings.NewReader("id,kind,value,asset.rating\nloan,loan,850,AAA\n")})
	fmt.Println(err)
	// Output:
	// loan loan 8500000
	// shares stock 1205000
	// holdings:2:asset.rating: must not be given: there is no such field
}

// The canonical document of a book is in yuan, with its lists in order.
func ExampleWriteBook() {
	book := portfolio.Book{
		Company: asset.NonLife, TotalAssets: decimal.New(1, 8),
		Holdings: []portfolio.Holding{{Holding: asset.Holding{ID: "cash", Asset: asset.Cash{Form: asset.Money}, Value: decimal.New(5, 4)}}},
	}
	if err := portfolio.WriteBook(os.Stdout, book); err != nil {
		fmt.Println(err)
		return
	}
	digest, err := portfolio.Digest(book)
	fmt.Println(digest[:16], err)
	// Output:
	// {
	//   "schema": "cede.holdings/1",
	//   "unit": "元",
	//   "company": "non-life",
	//   "totalAssets": "100000000",
	//   "holdings": [
	//     {
	//       "id": "cash",
	//       "kind": "cash",
	//       "asset": {
	//         "form": "money"
	//       },
	//       "value": "50000"
	//     }
	//   ]
	// }
	// 4f79527c3a69ca82 <nil>
}
