// Package xol holds the excess-of-loss terms: covers per risk, per event, for the aggregate of a period, for its result,
// and over other contracts, with their layers, clauses and price.
//
// A cover takes from losses only; it cedes neither sums insured nor premium, and costs a premium of its own. It adds up the
// losses of an occurrence and pays what of the sum lies in its layers, "limit xs attachment". What an occurrence is
// tells the covers apart:
//
//   - [PerRisk] (险位超赔): what one unit of risk loses in one event;
//   - [PerEvent] (事故超赔): what all units in scope lose in one event;
//   - [Umbrella] (伞状超赔): what the losses of several contracts leave in one event;
//   - [AggregateExcess] (累积超赔): all losses of the period, of each of which only a part may count;
//   - [StopLoss] (赔付率超赔): all losses of the period, against amounts or ratios to the premium.
//
// A loss without event is an event of its own. What a unit (危险单位) is, the section says
// ([treaty.Section]); the words are in the glossary of package treaty, and the exact arithmetic is in its parts on
// non-proportional terms and on the price of layers.
//
//	terms := xol.PerEvent{Layers: []xol.Layer{{
//		Attachment: decimal.New(1_000_000, 0),
//		Limit:      new(decimal.New(1_000_000, 0)),
//	}}}
//	contract := treaty.Contract{ID: "Cat XL", Period: year, Placement: panel,
//		Sections: []treaty.Section{{Basis: treaty.LossesOccurring, Terms: terms}}}
//
// # What a layer pays
//
// With S what enters of the losses of the occurrence, added up before the attachment,
//
//	recovery = share × min(max(S - attachment, 0), limit)     ShareOnRecovery
//	recovery = min(max(share × S - attachment, 0), limit)     ShareOnLoss
//
// The layers of a cover are parallel: each looks at the same S, so a tower is a list of layers whose attachments are where
// the limits below them end. All amounts are for 100 % of the layer; signed lines come after.
//
// The terms act in this order:
//
//	scope and subject      which losses, and what earlier contracts left of them; Sunset and ExGratia
//	what of a loss enters  Expenses, MaximumLine, EachLoss
//	the occurrence         a unit or event, or of an event the windows of Hours
//	whether it pays        Franchise, MinimumRisks, MarketLoss
//	limit xs attachment    of the occurrence; Index, Interlocking and Drops change them
//	event cap              over the units of an event
//	ranks, occurrences     which of the year's occurrences are paid
//	aggregate deductible   of the year
//	aggregate limit        of the year, or limit × (reinstatements + 1); then what the term limit leaves
//	share
//	placement
//
// Where the share is on the loss, it comes before the attachment, and all amounts after it are of recoveries.
//
// A unit counts for the minimum number of risks if what enters of it is above zero. An event cap limits the sum
// over the units of min(max(S - attachment, 0), limit) in one event: if it is above, the cap is divided over the
// units in proportion.
//
// An [HoursClause] divides an event into windows, each an occurrence, as recovers most before annual terms. An [IndexClause] lets attachments,
// and limits where it says so, rise with an index.
//
// On a losses-occurring basis an occurrence is covered or not as a whole: it stands at the date of its first loss of which
// something enters. Cut at expiry ([ExpiryCut]), and in covers of the whole period, each loss stands at its own date.
//
// # Annual terms
//
// Aggregate deductible, aggregate limit, reinstatements, ranks and counted occurrences are of a year: the whole period
// of the contract, or each year of it ([Annual]). They take occurrences one after the other ([Order]), so that an earlier one
// uses what a later one then lacks. A term limit is of the period, however many years it has. A cover of the whole period has one
// occurrence and none of these terms.
//
// n [Reinstatements] make the aggregate limit n + 1 limits; an aggregate limit that is stated too may only be lower. A layer with neither
// pays for any number of occurrences.
//
// A [Drop] lowers the attachment of a layer once a layer listed before it has nothing left for the year, or
// for the period: from the next event on, or within the event that exhausts it.
//
// # What it costs
//
// A [Premium] is a deposit, a rate on the subject premium or a [Swing] on the layer's own losses, with a minimum. The deposit is charged at its
// instalments and what the premium is more or less at the end of the period. Reinstatement premium is charged at the loss
// that uses the limit,
//
//	rate × premium × (limit reinstated / limit) × time
//
// on the deposit first, and at the end of the period on what the premium is more or less. All of it is times the share, then placed, and each is an
// entry of the ledger of its own ([treaty.Charge]).
//
// # Rounding
//
// Attachments, limits and caps are whole minor units, and so are sums and differences of them. A share is a fraction; its product is rounded
// once per occurrence, by the program's rounding. The recovery is posted where it is computed, then
// its placed part, and both are divided over the losses of the occurrence in proportion to what entered of
// them: largest remainder, equal remainders in order of date and id. Premium, attachment and limit of a stop loss on a ratio, attachment and limit under an
// index or interlocking clause, and a loss in the proportion of the maximum line are rounded once and then used. Charges are differences of rounded
// sums, so that they add up to the rounded whole.
//
// # Register
//
//	term                                  | Go field                  | JSON name           | readings                                           | source                               | example
//	layers (责任限额分层)                 | PerRisk.Layers            | layers              | list                                               | standard; slides, 险位超赔           | ExamplePerRisk
//	layers (责任限额分层)                 | PerEvent.Layers           | layers              | list                                               | standard; slides, 事故超赔           | ExamplePerEvent, ExamplePerEvent_marine
//	what enters of each loss              | AggregateExcess.EachLoss  | eachLoss            | terms                                              | slides, 累积超赔                     | ExampleEachLoss, ExampleAggregateExcess
//	franchise on the sum (相对自负额)     | AggregateExcess.Franchise | franchise           | amount                                             | slides, 累积超赔                     | ExampleAggregateExcess_franchise
//	layers                                | AggregateExcess.Layers    | layers              | list                                               | slides, 累积超赔                     | ExampleAggregateExcess
//	franchise of each loss (相对自负额)   | EachLoss.Franchise        | franchise           | amount                                             | slides, 累积超赔                     | ExampleEachLoss
//	deductible of each loss               | EachLoss.Deductible       | deductible          | amount                                             | market                               | ExampleEachLoss
//	limit of each loss                    | EachLoss.Limit            | limit               | amount                                             | market                               | ExampleEachLoss
//	what the layers are of                | StopLoss.On               | on                  | stated, amounts, loss-ratio, combined-ratio        | standard and slides, 赔付率超赔      | ExampleStopLossOn
//	subject premium, earned or written    | StopLoss.Basis            | basis               | stated, earned, written                            | market                               | ExampleStopLossOn, ExamplePremiumBasis
//	subject premium, net or gross         | StopLoss.Subject          | subject             | net, gross                                         | standard, 净自留保费; gross market   | ExampleStopLoss, ExamplePremiumSubject
//	expense ratio                         | StopLoss.ExpenseRatio     | expenseRatio        | rate                                               | market                               | ExampleStopLossOn
//	layers                                | StopLoss.Layers           | layers              | list                                               | standard and slides, 赔付率超赔      | ExampleStopLoss
//	contracts below                       | Umbrella.Over             | over                | list                                               | standard, 伞状超赔                   | ExampleUmbrella
//	layers                                | Umbrella.Layers           | layers              | list                                               | standard, 伞状超赔                   | ExampleUmbrella
//	order of occurrences                  | Clauses.Order             | order               | date, settlement                                   | market                               | ExampleOrder
//	annual terms of several years         | Clauses.Annual            | annual              | period, year                                       | market                               | ExampleAnnual
//	event astride expiry                  | Clauses.Expiry            | expiry              | whole, cut                                         | market, extended expiration          | ExampleExpiry
//	expenses in the ultimate net loss     | Clauses.Expenses          | expenses            | within, pro-rata, excluded                         | market                               | ExampleExpenses
//	ex gratia payments (通融赔付)         | Clauses.ExGratia          | exGratia            | excluded, covered                                  | market                               | ExampleExGratia
//	sunset clause (日落条款)              | Clauses.Sunset            | sunset              | date                                               | market                               | ExampleClauses_sunset
//	maximum net line (最大自留额)         | Clauses.MaximumLine       | maximumLine         | terms                                              | standard, 最大自留额; 6.3 c          | ExampleMaximumLine
//	interlocking clause                   | Clauses.Interlocking      | interlocking        | list                                               | market                               | ExampleClauses_interlocking
//	stability clause (指数条款)           | Clauses.Index             | index               | terms                                              | CII M97, 7/35                        | ExampleIndexClause
//	definition of the event               | Clauses.Hours             | hours               | list                                               | standard, 每次事故的定义; CII M97    | ExampleHoursClause
//	perils of the hours clause            | HoursClause.Perils        | perils              | list                                               | market                               | ExamplePeriodCount
//	hours (小时条款)                      | HoursClause.Hours         | hours               | number                                             | standard, 每次事故的定义; CII M97    | ExampleHoursClause
//	windows of an event                   | HoursClause.Periods       | periods             | several, one                                       | LMA/LIRMA wordings; one market       | ExamplePeriodCount
//	which payments are adjusted           | IndexClause.Kind          | kind                | stated, full, severe-inflation, franchise          | CII M97, 7/35; SICS P&C              | ExampleIndexKind
//	day on which a loss counts            | IndexClause.Basis         | basis               | paid, reported                                     | market                               | ExampleIndexBasis
//	day of the base index                 | IndexClause.Base          | base                | date                                               | CII M97, 7/35                        | ExampleIndexClause
//	threshold                             | IndexClause.Threshold     | threshold           | rate                                               | CII M97, 7/35; SICS P&C              | ExampleIndexKind
//	limit too                             | IndexClause.Limit         | limit               | stated, indexed, fixed                             | market                               | ExampleIndexLimit
//	index                                 | IndexClause.Series        | series              | list                                               | CII M97, 7/35                        | ExampleIndexClause
//	first day of a value                  | IndexPoint.From           | from                | date                                               | market                               | ExampleIndexClause
//	last day of a value                   | IndexPoint.To             | to                  | date                                               | market                               | ExampleIndexPoint
//	value                                 | IndexPoint.Value          | value               | number                                             | CII M97, 7/35                        | ExampleIndexClause
//	line (最大自留额)                     | MaximumLine.Amount        | amount              | amount                                             | standard, 最大自留额; 6.3 c          | ExampleMaximumLine
//	above the line                        | MaximumLine.Above         | above               | line, error                                        | market                               | ExampleMaximumLine
//	name                                  | Layer.ID                  | id                  | text                                               | market: names the clause in postings | ExampleLayer
//	attachment (起赔点)                   | Layer.Attachment          | attachment          | amount                                             | standard; slides, 专业表达           | ExampleLayer
//	limit (最高保障责任限额)              | Layer.Limit               | limit               | amount                                             | standard; slides, 专业表达           | ExampleLayer, ExampleLayer_unlimited
//	share                                 | Layer.Share               | share               | rate                                               | Oasis LMF, calculation rule 24       | ExampleLayer_share
//	share on                              | Layer.ShareOn             | shareOn             | recovery, loss                                     | Oasis LMF, calculation rule 24       | ExampleShareOn
//	minimum risks (两个单位条款)          | Layer.MinimumRisks        | minimumRisks        | number                                             | slides, 两个单位条款                 | ExampleLayer_minimumRisks
//	event cap                             | Layer.EventCap            | eventCap            | amount                                             | market: before the share             | ExampleLayer_eventCap
//	layer's scope                         | Layer.Scope               | scope               | terms                                              | slides, 综合责任险超赔合约           | ExampleLayer_scope
//	franchise of an occurrence            | Layer.Franchise           | franchise           | amount                                             | market                               | ExampleLayer_franchise
//	market loss (industry-loss warranty)  | Layer.MarketLoss          | marketLoss          | amount                                             | market                               | ExampleLayer_marketLoss
//	occurrences that are paid             | Layer.Occurrences         | occurrences         | terms                                              | market, second-event cover           | ExampleRange
//	largest occurrences                   | Layer.Ranks               | ranks               | terms                                              | market, largest-claims cover         | ExampleLayer_ranks
//	aggregate deductible (年度累计免赔额) | Layer.AggregateDeductible | aggregateDeductible | amount                                             | market                               | ExampleLayer_aggregate
//	aggregate limit (年度累计限额)        | Layer.AggregateLimit      | aggregateLimit      | amount                                             | market                               | ExampleLayer_aggregate
//	limit of several years                | Layer.TermLimit           | termLimit           | amount                                             | market                               | ExampleLayer_termLimit
//	reinstatements (责任恢复)             | Layer.Reinstatements      | reinstatements      | terms                                              | standard, 责任恢复次数及保费         | ExampleReinstatements, ExampleReinstatements_slides
//	drops (top and drop)                  | Layer.Drops               | drops               | list                                               | market                               | ExampleDrop
//	premium                               | Layer.Premium             | premium             | terms                                              | standard                             | ExamplePremium
//	first of a range                      | Range.From                | from                | number                                             | market                               | ExampleRange
//	last of a range                       | Range.To                  | to                  | number                                             | market                               | ExampleLayer_ranks
//	layer that is exhausted               | Drop.Below                | below               | text                                               | market                               | ExampleDrop
//	attachment then                       | Drop.Attachment           | attachment          | amount                                             | market                               | ExampleDrop
//	when it drops                         | Drop.When                 | when                | next-event, within-event                           | market                               | ExampleDropWhen
//	number (责任恢复次数)                 | Reinstatements.Count      | count               | number                                             | standard, 责任恢复次数及保费         | ExampleReinstatements_free, ExampleReinstatements_rates
//	without end                           | Reinstatements.Unlimited  | unlimited           | flag                                               | market                               | ExampleReinstatements_unlimited
//	price of each (责任恢复保费)          | Reinstatements.Rates      | rates               | list                                               | standard, 责任恢复次数及保费         | ExampleReinstatements_rates
//	pro rata as to time                   | Reinstatements.Time       | time                | amount, days-365, days-of-period, months-of-period | market                               | ExampleReinstatementTime, ExampleReinstatements_months
//	day of loss                           | Reinstatements.DayOfLoss  | dayOfLoss           | expired, remaining                                 | market                               | ExampleReinstatementTime
//	on which premium                      | Reinstatements.On         | on                  | adjusted, deposit                                  | market                               | ExampleReinstatementBase
//	what uses the limit                   | Reinstatements.Trigger    | trigger             | paid, incurred                                     | market                               | ExampleReinstatementTrigger
//	brokerage of it                       | Reinstatements.Brokerage  | brokerage           | rate                                               | market                               | ExampleReinstatements_brokerage
//	deposit (预付保费)                    | Premium.Deposit           | deposit             | amount                                             | standard, 最低预付保费               | ExamplePremium
//	instalments (保费分期及付款时间)      | Premium.Instalments       | instalments         | list                                               | standard, 保费分期及付款时间         | ExamplePremium
//	rate (超赔保费调整费率)               | Premium.Rate              | rate                | rate                                               | standard, 超赔保费调整费率           | ExamplePremium
//	swing rate, burning cost              | Premium.Swing             | swing               | terms                                              | market                               | ExampleSwing, ExampleSwing_history
//	minimum (最低保费)                    | Premium.Minimum           | minimum             | amount                                             | standard, 最低预付保费               | ExamplePremium
//	subject premium, net or gross         | Premium.Subject           | subject             | net, gross                                         | standard, 净自留保费; gross market   | ExamplePremiumSubject
//	subject premium, earned or written    | Premium.Basis             | basis               | earned, written                                    | market                               | ExamplePremiumBasis
//	no-claims bonus                       | Premium.NoClaims          | noClaims            | rate                                               | market                               | ExamplePremium_noClaims
//	brokerage                             | Premium.Brokerage         | brokerage           | rate                                               | market                               | ExampleReinstatements_brokerage
//	due date (付款时间)                   | Instalment.Date           | date                | date                                               | standard, 保费分期及付款时间         | ExamplePremium
//	amount due (保费分期)                 | Instalment.Amount         | amount              | amount                                             | standard, 保费分期及付款时间         | ExamplePremium
//	loading of the burning cost           | Swing.Loading             | loading             | rate                                               | market                               | ExampleSwing
//	least rate                            | Swing.Minimum             | minimum             | rate                                               | market                               | ExampleSwing
//	greatest rate                         | Swing.Maximum             | maximum             | rate                                               | market                               | ExampleSwing
//	years before (历史损失纪录)           | Swing.History             | history             | list                                               | standard, 6.3 c 9                    | ExampleSwing_history
//	premium of a year before              | Burnt.Premium             | premium             | amount                                             | standard, 6.3 c 9                    | ExampleSwing_history
//	losses of a year before               | Burnt.Losses              | losses              | amount                                             | standard, 6.3 c 9                    | ExampleSwing_history
//
// # Sources
//
// Standard is T/IAC 17-2018 on the business of property treaties (财产再保险合约分保业务): 6.1.1.2 b lists what an excess-of-loss
// contract states, 6.3 c what a reinsurer looks at; neither has formulae. Slides are those on reinsurance practice (人保财险再保险实务) of PICC, with the worked
// case of an event against a per-risk cover, two layers in figures, its two-risk clause, what stop loss and aggregate covers are for, the marine cover
// and the liability tower by class of business; they have no figures for the last four. Oasis LMF is the financial module of the Oasis Loss Modelling
// Framework, whose calculation rule 24 computes the excess terms of an OED reinsurance file as
// min(max(ceded share × loss - attachment, 0), limit) × placed share. CII M97 is the study text on reinsurance of the Chartered Insurance Institute,
// SICS P&C the user guide of that system, LMA/LIRMA the wordings of the London market. Market is a term of the market with no
// text of its own; its readings are those in use, and the examples show each by a hand calculation.
package xol
