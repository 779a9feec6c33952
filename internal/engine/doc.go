// Package engine is the compiled plan: contracts lowered to covers over columns of
// minor units, run stage by stage.
//
// It knows nothing of documents, names or decimals. Package treaty resolves a
// program and a book into a [Plan], [Risks] and [Losses]; the plan's exposure pass
// ([Plan.Expose]) gives the share of every unit and the cessions of sum insured and premium, and its
// loss pass ([Plan.Run]) the cessions of losses. Both write to a ledger of compact
// records where one is given and keep totals otherwise: the computation is the same.
//
// A stage is all contracts of one priority. Within it each cover is one call over
// the columns that reads the subject as it stood and deducts what it cedes from
// the column of the stage; a count below zero is looked into exactly.
//
// Apart from the plan, [AccountTerms] settle the figures of underwriting years.
package engine
