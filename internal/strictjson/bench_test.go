package strictjson_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede"
	"github.com/cedego/cede/internal/strictjson"
)

type loss struct {
	ID       string          `json:"id"`
	Date     cede.Date       `json:"date"`
	Class    kind            `json:"class"`
	Event    string          `json:"event,omitzero"`
	Amount   decimal.Decimal `json:"amount"`
	Currency string          `json:"currency"`
}

type book struct {
	Losses []loss `json:"losses"`
}

// bookOf writes a book of about 100 bytes per loss.
func bookOf(losses int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"losses":[`)
	for i := range losses {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"L%08d","date":"2026-%02d-%02d","class":"property","amount":"%d.%02d","currency":"CNY"}`+"\n", i, i%12+1, i%28+1, i*7919, i%100)
	}
	b.WriteString(`]}`)
	return b.Bytes()
}

func BenchmarkUnmarshal(b *testing.B) {
	for _, losses := range []int{1_000, 1_000_000} {
		data := bookOf(losses)
		b.Run(fmt.Sprintf("losses=%d", losses), func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				var got book
				if err := strictjson.Unmarshal(data, &got); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkMarshal(b *testing.B) {
	var give book
	if err := strictjson.Unmarshal(bookOf(1_000), &give); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := strictjson.Marshal(&give); err != nil {
			b.Fatal(err)
		}
	}
}
