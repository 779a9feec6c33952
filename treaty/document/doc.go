// Package document reads and writes programs, books and accounts: as JSON, strict and
// versioned, and risks, events and losses as CSV tables.
//
//	spec, err := document.ReadProgram(r, document.DefaultLimit)
//	...
//	program, err := treaty.NewProgram(spec)
//
// It knows every kind of terms, those of package proportional and those of package
// xol, and so is the one place where a [treaty.Spec] is read. It takes readers and never
// opens a file.
//
// # JSON
//
// A document names its form: "schema" is [ProgramSchema], [BookSchema] or [AccountSchema], and nothing else is
// read. The fields are those of [treaty.Spec], [treaty.BookSpec] or [treaty.History], beside the schema; an account has the terms
// of package proportional too, in a field "terms".
// The terms of a section stand beside their kind:
//
//	"sections": [{
//	  "basis": "risks-attaching",
//	  "kind": "quota-share",
//	  "terms": {"share": "0.3"}
//	}]
//
// Reading is strict. A field that is unknown, written twice, in the wrong case, null, or
// missing though it has no default is an error, and so is whatever follows the document. Amounts
// and rates are strings or numbers, of at most 18 decimal places and 38 digits, and never pass through a
// float. Every problem is a [cede.InvalidError] with the place in the document, and one of form has the offset in bytes, counted
// from 0 after a byte-order mark:
//
//	contracts[0].sections[0].terms.share: must not be null, at offset 412 (got null)
//
// Writing is canonical: fields in a fixed order, every empty reading spelled out
// ([treaty.Spec.Canonical]), amounts as strings without trailing zeros, lists in their order.
// So two documents of one program have one [Digest], however they were spaced and ordered within
// their objects. The order of contracts, sections and layers is part of the document.
//
// A limit on the size of a document bounds memory and time. Time grows linearly with the document, and so does
// memory, at most a few hundred bytes allocated for each byte of a hostile one.
//
// # CSV
//
// [Risks], [Events] and [Losses] read a table row by row, and [ReadRisks], [ReadEvents] and
// [ReadLosses] all of it. A [Mapping] says which column holds which field, by the field's JSON name:
//
//	document.Mapping{
//		File: "保单.csv",
//		Columns: map[string]string{
//			"id":          "保单号",
//			"sumInsured":  "保险金额",
//			"premium":     "保费",
//			"period.from": "起保日期",
//			"period.to":   "终保日期",
//			"keys.ship":   "船名",
//		},
//		Dates: document.DateSlash,
//	}
//
// The text is UTF-8, with or without byte-order mark, quoted as RFC 4180 says, its first row
// a header. Blank lines are skipped. An amount is written out in digits with a decimal point; an
// exponent is an error, since a spreadsheet that shows one has dropped digits, and so is a separator
// of thousands that the mapping does not name. Spaces belong to the cell: an id with a space behind it is
// another id, and a number with one is an error. An empty cell is a field that is not stated.
//
// Every problem is a [cede.InvalidError] whose path is FILE:LINE:HEADER, the line being the
// first of its row, and reading goes on with the next row:
//
//	保单.csv:12:保险金额: must be a decimal number, such as -1234.56 (got 1,200,000)
//
// What a table says is judged by [treaty.NewBook], as for a book from JSON: unique ids, references, amounts
// that must not be negative.
package document
