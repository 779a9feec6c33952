// Package simulation runs reinsurance programs over tables of simulated years, exact to the minor unit and the same on any number of cores.
//
// A [Table] is a year-event-loss table: which losses each simulated year has, event by event, as columns of counts of minor units. [Run] runs a [treaty.Program] over one or several of them, a
// [Portfolio], on the evaluator that administers the same program; a [Result] has what contracts, clauses and reinsurers come to year by year. A [Sample] of any column has its measures.
//
//	table, err := simulation.ReadTable(file, simulation.CSV{Currency: "CNY", Years: 10_000})
//	result, err := simulation.Run(ctx, program, book, simulation.One(table), simulation.Options{})
//	net, err := simulation.NewSample(result.Net())
//	worst, err := net.TVaR(decimal.New(99, -2), simulation.TailExact)
//
// # Tables
//
// Columns are slices of the user's, which nothing copies or changes. [YearEvents] say which events happen and [EventLosses] what each costs; [YearEvents.Losses] puts them together.
// [YearLosses] have one amount for each year. All are read and written as CSV ([ReadTable], [Tables] part by part, [TableWriter]); Parquet files are for the module examples/parquet. A
// [Model] makes tables of frequencies and severities ([Model.Generate]).
//
// # What a program may ask
//
// Any clause that the columns can answer: shares and surpluses of risks in the book, layers by risk and by event, annual terms, reinstatements in the order of the losses with their premium,
// hours clauses and reinstatements as to time where there are days, stop losses on the premium of the book, inuring and parallel contracts, commissions and shared losses of accounts, over paths
// of years if [Options.Path] says so. What the columns do not have (perils, days of report and settlement, market losses, index values) is an error that names the clause.
//
// All losses are paid at once. Every year is the contract period all over again: what is earned is what the book's policies earn in it.
//
// # Aggregate analysis
//
// Where the terms are those of plain layers, [Fold] makes one sparse table of many event-loss tables with their terms, [Folded.Analyse] runs many layers over millions of years in one pass, and
// [Folded.Keep] keeps the occurrences that hit for layers that are priced again and again ([Kept.Price]). A [Rating] prices a layer with its reinstatements.
//
// # Measures
//
// Means, deviations, exceedance curves (AEP of annual losses, OEP of largest occurrences), value at risk by a stated [Rank], tail value at risk by a stated [Tail], intervals by order
// statistics, of Clopper and Pearson, and of the mean; allocation of tails and deviations to parts that add up ([Portion]), and convergence ([Converge]). Money is exact until it is rounded
// once, to the minor unit, half away from zero; only the quantiles of distributions behind intervals are floats.
//
// # Memory
//
// A million losses take 8 MB, and 4, 4 and 2 MB more with events, risks and days; a run needs beside them a megabyte or two for each worker, and 8 MB for each figure of a result of a million
// years. Kept occurrences take 4 MB a million. CSV is read row by row within limits that the caller sets.
//
// # Reproducible
//
// Sums are of integers and each chunk of years writes its own places, so that neither workers nor the order of their work reach a figure: the same table gives the same bits on any machine.
// Tables that a model makes are the same for any number of workers on one build; amounts are floats before they are rounded, so elsewhere a few may differ by a minor unit. Once
// written down, a table is data.
package simulation
