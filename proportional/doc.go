// Package proportional holds the terms under which a contract takes a share of each
// unit of risk: quota share, with one share or a table of them, surplus, both in one contract, facultative cessions and open covers; and the clauses on
// the account of each underwriting year: commissions, the sharing of losses, portfolios.
//
// All of them do two things. They derive a share of a unit from its sum insured, and that share is ceded of
// sum insured, premium and losses alike. And they have terms that act on losses only: a treaty
// deductible, a limit for one event, and a deductible and a limit for the losses of a year. Package treaty holds the contracts they stand
// in, their placement and the order in which they run, and explains the [words] used here; package xol has the terms that follow from the
// loss.
//
// # Shares
//
// The sum insured of a unit (危险单位) is the sum over its rows of what the contract sees: the gross, or what
// earlier contracts left. With terms on PML or on premium the probable maximum loss or the whole premium stands in its place, reduced as
// the sum insured of each row was, and with terms on 100 % of coinsured risks what each row is of the insurer's share of it, see [Base]. Let S
// be that measure. A share that follows from it applies to sum insured, premium and losses alike.
//
// A quota share (成数), [QuotaShare], of share q and limit L cedes of a unit
//
//	share = q                        no limit, or a limit on each loss
//	share = q × min(S, L) / S        limit on the sum insured
//	share = min(q × S, L) / S        limit on the ceded part
//
// and what is above the limit is overspill, 1 - min(S, L)/S or 1 - min(S, L/q)/S of the unit.
//
// A variable quota share (可变成数), [VariableQuotaShare], reads q from a table, in the band with S above its lower and up to its upper end; the
// band gives the share of the whole unit. Above the last band q stays what it is there, or is an error. With a limit it goes on as above.
//
// A surplus (溢额), [Surplus], keeps the retention R and cedes what lies above it, in one or several layers of
// capacity. Surplus k begins at B, which is R for the first and where the one before ends for the others:
//
//	share = min(S - B, capacity) / S          nothing if S is not above B
//	capacity = the smallest of those stated:
//	    round(lines × R)                      lines on top of the retention
//	    round((lines - 1) × R)                lines including the retention
//	    limit
//	    combined - B                          retention, surpluses before and this one together
//	    ceded share of the risk × S           given per risk
//
// What is above all capacity is overspill. If every surplus has its share given per risk there need be no
// retention: it is what the shares leave, R is 0, and only what a limit cuts from the shares is overspill.
//
// The retention is an amount or follows from a table ([RetentionTable]): in the band with S above its lower and up to its upper end,
//
//	R = round(amount + rate × (S - lower end)), then at least the minimum, then at most the maximum
//
// Above the last band it stays what it is at the upper end of that band, or is an error.
//
// A quota share and a surplus in one contract (成数溢额), [QuotaShareSurplus], share a gross line G, read like a
// retention:
//
//	quota share = q × min(S, G) / S
//	surplus     = as above with R = G         lines on the gross line
//	              lines of round((1 - q) × G) lines on the net line; it still begins at G
//
// A facultative cession (临时分保), [Facultative], cedes a stated share of the risks its scope names, or amount / S.
//
// An open cover (临时固定再保险, 预约分保), [FacultativeObligatory], cedes of the risks that the cedent chooses the share a that each states,
// which the reinsurer has to accept up to a limit L, n lines of a minimum retention R, and what leaves R with the cedent:
//
//	share = min(a, max(min(L, round(n × R), S - R), 0) / S)
//
// and a less that is overspill. What the risk does not ask for is retained, and a unit that asks for nothing is not ceded.
//
// Overspill is not ceded: it stays with the cedent and is reported with its premium, or refused, see [Overspill].
//
// # Losses
//
// Let s be the sum of the shares of a unit, U its losses in one event and D the treaty deductible (合约免赔额):
//
//	ceded = round(s × U)                      no deductible, no limit on each loss: loss by loss
//	ceded = max(round(s × U) - D, 0)          deductible on the ceded part
//	ceded = round(s × max(U - D, 0))          deductible on 100 % of the loss
//
// with min(U, L) for U where a quota share has a limit L on each loss. A loss above the sum insured takes the share
// in full. If what a section then cedes of one event is above the event limit (事故限额), the limit takes its
// place and is divided over the losses in proportion to their ceded amounts; the share of premium stays.
//
// Annual aggregate terms ([Aggregate]) take the events of the year, or of the whole period, in the order of their first losses, each event as a
// whole. With X what an event brings in, S what all events up to it have brought in, D the aggregate deductible (年度累计免赔额) and L the aggregate limit
// (年度累计限额),
//
//	left of the event = min(max(S - D, 0), L) - min(max(S - X - D, 0), L)
//
// On the ceded part X is what the section cedes of the event, after all terms above; what is left is divided over its losses and shares in proportion to what
// they ceded. On 100 % X is the sum of min(U, L) of the units that have a share, less a deductible on 100 %; what is left is
// divided over them in proportion, takes the place of their losses, and the share, a deductible on the ceded part and the event limit follow.
// The first loss of an event, which dates it, is the first above nothing of a unit that has a share.
//
// # Accounts
//
// An [Account] is the clauses on the figures of each underwriting year (业务年度), which a [treaty.History] has as they stand at a valuation. The years are
// settled from the first to the last. Of a year with premium W written and U unearned, losses P paid, O outstanding and I incurred but not reported,
//
//	earned   = W - U                                                     run-off
//	         = W + taken over - handed on                                with a premium portfolio
//	incurred = P + O                                                     run-off
//	         = P + handed on - taken over                                with a loss portfolio
//	handed on: U, or round(percent × W); and round(part × O), or round(part × (O + I))
//
// and what one year hands on the next takes over ([Portfolio]). A loss ratio ([LossRatio]) is incurred / earned unless told otherwise: paid, with I, over
// W, rounded to decimals, before the sharing. Where a loss portfolio is transferred, losses paid are those with the portfolios too, and I is not added where
// the portfolio has it. A year
// without premium and losses has no loss ratio; losses without premium are an error.
//
// Clauses act in this order, each as it is listed:
//
//	portfolios     as above
//	sharing        shared = round(premium × sum over bands of share × max(min(r, to) - from, 0)), which goes from the losses
//	commissions    round(rate × premium); a rate is stated, by year, or on the scale at the loss ratio
//	profit         round(sum over tiers of rate × the part of the profit in the tier), at most maximum × premium, with
//	               profit = premium - losses - commissions - round(expenses × premium) - deficits + credits
//
// On a scale ([SlidingScale]) the rate is on the line between two points, then at least the minimum and at most the maximum. It sees the losses of the
// year plus debits less credits carried in:
//
//	debit  = max(losses - premium × loss ratio from which on the rate is least, 0)          or that stated
//	credit = max(premium × loss ratio up to which the rate is greatest - losses, 0)         or that stated
//
// Several years together have one loss ratio, all their losses over all their premium.
//
// Of a profit commission ([ProfitCommission]) a deficit is a result below zero, and a credit the profit for which the maximum leaves no commission. What is
// carried forward ([Carry]) is used from the oldest first, ends after its years, and is cut to cap × premium, the oldest first. Without a
// clause for it nothing goes on. With several years together ([YearsTogether]) the profit is the mean of the year and those before it, or
// the sum of the block so far, of which the year gives what it is more than the years of the block before it gave.
//
// A provisional year ([treaty.StageProvisional]) has the provisional rates of scales and no profit commission, and carries on what it was given. Nothing
// after it can be adjusted before it is.
//
// Each clause holds for all reinsurers or for those it names. It is worked out for 100 % of the contract and then placed: with s the sum of the lines
// of those for whom it holds,
//
//	placed = round(s × amount), divided over them by largest remainder
//
// so that two reinsurers may have other commissions, and other profits after them.
//
// # Rounding
//
// Shares are exact fractions. They are not rounded, only the amounts that they give, once each, at 100 % of the
// contract: the sum insured and premium of each row and the ceded losses. Beside these, three amounts are rounded to the
// minor unit before they are used: the retention of a table, lines times a retention, and the net
// line; and so are, row by row, a premium that shares are derived from and whatever is measured on 100 % of a coinsured risk. What a clause
// on an account gives is rounded once, as are portfolios, expenses and what is carried forward of a scale; loss ratios and rates are exact
// unless decimals are stated. The program says how, half away from zero unless told otherwise. Division over losses is by largest
// remainder.
//
// # Sources
//
// The readings and their names follow the slides of PICC's reinsurance department (人保财险再保险实务), cited as PICC with
// the heading of the slide, and standard T/IAC 17-2018 of the Insurance Association of China on treaty operations, whose 6.4 is
// the effective capacity of a contract that is not fully placed. Of the clauses on accounts the standard names commission (再保险手续费, 6.1.1.2;
// 分保手续费, 6.3), what is unearned and unexpired (6.1.1.2), and run-off and clean cut (自然结清 and 协议结清, 6.8.2), but no profit commission. Where
// neither says anything the source is "market": what treaty wordings say.
//
// # Register
//
// The terms that a document can state. All amounts are in the program's currency, for 100 % of the contract.
//
//	term                                  | Go field                                | JSON name         | readings                      | source                                         | example
//	--------------------------------------+-----------------------------------------+-------------------+-------------------------------+------------------------------------------------+--------
//	quota share (成数)                    | QuotaShare.Share                        | share             | rate                          | PICC 成数再保险                                | ExampleQuotaShare, Example_slides
//	limit                                 | QuotaShare.Limit                        | limit             | amount                        | PICC 成数再保险                                | Example_slides
//	what the limit is on                  | QuotaShare.LimitOn                      | limitOn           | sum-insured, ceded, each-loss | PICC 成数再保险; others market                 | ExampleLimitOn
//	above the limit                       | QuotaShare.Overspill                    | overspill         | cedent, error                 | PICC 成数再保险 (其他)                         | ExampleOverspill, Example_slides
//	treaty deductible                     | QuotaShare.Deductible                   | deductible        | terms                         | PICC 非水险合约条件要点                        | ExampleDeductible
//	event limit (事故限额)                | QuotaShare.EventLimit                   | eventLimit        | amount                        | market                                         | ExampleQuotaShare_eventLimit
//	annual aggregate terms                | QuotaShare.Aggregate                    | aggregate         | terms                         | market                                         | ExampleAggregate
//	ex gratia payments (通融赔付)         | QuotaShare.ExGratia                     | exGratia          | covered, excluded             | market                                         | ExampleExGratia
//	table of shares (可变成数)            | VariableQuotaShare.Bands                | bands             | terms                         | market                                         | ExampleVariableQuotaShare
//	above the last band                   | VariableQuotaShare.Above                | above             | last-value, error             | market                                         | ExampleVariableQuotaShare
//	base                                  | VariableQuotaShare.Base                 | base              | sum-insured, pml, premium     | market                                         | ExampleBase
//	on 100 % of the risk (共保)           | VariableQuotaShare.OwnShareAttribute    | ownShareAttribute | text                          | market                                         | ExampleSurplus_ownShare
//	limit                                 | VariableQuotaShare.Limit                | limit             | amount                        | PICC 成数再保险                                | ExampleVariableQuotaShare_limit
//	what the limit is on                  | VariableQuotaShare.LimitOn              | limitOn           | sum-insured, ceded, each-loss | PICC 成数再保险; others market                 | ExampleLimitOn
//	above the limit                       | VariableQuotaShare.Overspill            | overspill         | cedent, error                 | PICC 成数再保险 (其他)                         | ExampleVariableQuotaShare_limit
//	treaty deductible                     | VariableQuotaShare.Deductible           | deductible        | terms                         | PICC 非水险合约条件要点                        | ExampleDeductible
//	event limit (事故限额)                | VariableQuotaShare.EventLimit           | eventLimit        | amount                        | market                                         | ExampleQuotaShare_eventLimit
//	annual aggregate terms                | VariableQuotaShare.Aggregate            | aggregate         | terms                         | market                                         | ExampleAggregate
//	ex gratia payments (通融赔付)         | VariableQuotaShare.ExGratia             | exGratia          | covered, excluded             | market                                         | ExampleExGratia
//	upper end of the band                 | ShareBand.UpTo                          | upTo              | amount                        | market                                         | ExampleVariableQuotaShare
//	share of the band                     | ShareBand.Share                         | share             | rate                          | market                                         | ExampleVariableQuotaShare
//	retention (自留额)                    | Surplus.Retention                       | retention         | terms                         | PICC 溢额再保险三要素                          | ExampleSurplus, Example_slides
//	base                                  | Surplus.Base                            | base              | sum-insured, pml, premium     | PICC 溢额再保险三要素; others market           | ExampleBase, ExampleBase_premium
//	on 100 % of the risk (共保)           | Surplus.OwnShareAttribute               | ownShareAttribute | text                          | market                                         | ExampleSurplus_ownShare
//	count of lines                        | Surplus.LineCount                       | lineCount         | on-top, including-retention   | PICC 溢额再保险; other market                  | ExampleLineCount
//	surpluses                             | Surplus.Capacities                      | capacities        | terms                         | PICC 溢额再保险                                | ExampleSurplus_stacked, Example_lecture
//	above all capacity                    | Surplus.Overspill                       | overspill         | cedent, error                 | market                                         | ExampleOverspill
//	treaty deductible                     | Surplus.Deductible                      | deductible        | terms                         | PICC 非水险合约条件要点                        | Example_nonMarine
//	event limit (事故限额)                | Surplus.EventLimit                      | eventLimit        | amount                        | market                                         | ExampleQuotaShare_eventLimit
//	annual aggregate terms                | Surplus.Aggregate                       | aggregate         | terms                         | market                                         | ExampleAggregate
//	ex gratia payments (通融赔付)         | Surplus.ExGratia                        | exGratia          | covered, excluded             | market                                         | ExampleExGratia
//	lines (线数)                          | Capacity.Lines                          | lines             | number                        | PICC 溢额再保险                                | ExampleCapacity, Example_capacities
//	money limit                           | Capacity.Limit                          | limit             | amount                        | PICC 船舶险溢额合约                            | ExampleCapacity, Example_capacities
//	retention and treaty                  | Capacity.Combined                       | combined          | amount                        | PICC 货运险合约                                | ExampleCapacity, Example_cargo
//	ceded share per risk                  | Capacity.ShareAttribute                 | shareAttribute    | text                          | market                                         | ExampleCapacity_shareAttribute
//	retention as an amount                | Retention.Amount                        | amount            | amount                        | PICC 溢额再保险三要素                          | ExampleSurplus
//	table of retentions                   | Retention.Table                         | table             | terms                         | PICC 船舶险合约结构图                          | ExampleRetentionTable, Example_capacities
//	bands                                 | RetentionTable.Bands                    | bands             | terms                         | PICC 船舶险合约结构图                          | ExampleRetentionTable
//	lowest retention                      | RetentionTable.Minimum                  | minimum           | amount                        | PICC 船舶险合约结构图                          | ExampleRetentionTable_grades
//	highest retention                     | RetentionTable.Maximum                  | maximum           | amount                        | PICC 非水险合约条件要点                        | ExampleRetentionTable_grades
//	above the last band                   | RetentionTable.Above                    | above             | last-value, error             | market                                         | ExampleAbove
//	grade of the band                     | Band.Grade                              | grade             | text                          | PICC 非水险合约条件要点 (高中低)               | ExampleRetentionTable_grades
//	upper end of the band                 | Band.UpTo                               | upTo              | amount                        | PICC 船舶险合约结构图                          | ExampleRetentionTable
//	retention at the lower end            | Band.Amount                             | amount            | amount                        | PICC 船舶险合约结构图                          | ExampleRetentionTable
//	part retained above it                | Band.Rate                               | rate              | rate                          | PICC 船舶险合约结构图                          | ExampleRetentionTable
//	quota share of the line               | QuotaShareSurplus.Share                 | share             | rate                          | PICC 比例再保险的具体类别                      | ExampleQuotaShareSurplus
//	gross line                            | QuotaShareSurplus.Line                  | line              | terms                         | market                                         | ExampleQuotaShareSurplus
//	base                                  | QuotaShareSurplus.Base                  | base              | sum-insured, pml, premium     | market                                         | ExampleBase
//	on 100 % of the risk (共保)           | QuotaShareSurplus.OwnShareAttribute     | ownShareAttribute | text                          | market                                         | ExampleSurplus_ownShare
//	what a line is                        | QuotaShareSurplus.LinesOn               | linesOn           | gross, net                    | market                                         | ExampleLinesOn
//	count of lines                        | QuotaShareSurplus.LineCount             | lineCount         | on-top, including-retention   | market                                         | ExampleLineCount
//	surpluses                             | QuotaShareSurplus.Capacities            | capacities        | terms                         | market                                         | ExampleQuotaShareSurplus
//	above all capacity                    | QuotaShareSurplus.Overspill             | overspill         | cedent, error                 | market                                         | ExampleLinesOn, ExampleOverspill
//	treaty deductible                     | QuotaShareSurplus.Deductible            | deductible        | terms                         | market                                         | ExampleDeductible
//	event limit (事故限额)                | QuotaShareSurplus.EventLimit            | eventLimit        | amount                        | market                                         | ExampleQuotaShare_eventLimit
//	annual aggregate terms                | QuotaShareSurplus.Aggregate             | aggregate         | terms                         | market                                         | ExampleAggregate
//	ex gratia payments (通融赔付)         | QuotaShareSurplus.ExGratia              | exGratia          | covered, excluded             | market                                         | ExampleExGratia
//	facultative share (临时分保)          | Facultative.Share                       | share             | rate                          | market                                         | ExampleFacultative
//	facultative amount                    | Facultative.Amount                      | amount            | amount                        | market                                         | ExampleFacultative_amount
//	treaty deductible                     | Facultative.Deductible                  | deductible        | terms                         | market                                         | ExampleDeductible
//	annual aggregate terms                | Facultative.Aggregate                   | aggregate         | terms                         | market                                         | ExampleAggregate
//	ex gratia payments (通融赔付)         | Facultative.ExGratia                    | exGratia          | covered, excluded             | market                                         | ExampleExGratia
//	ceded share the risk states           | FacultativeObligatory.ShareAttribute    | shareAttribute    | text                          | market                                         | ExampleFacultativeObligatory
//	limit (临时固定再保险)                | FacultativeObligatory.Limit             | limit             | amount                        | market                                         | ExampleFacultativeObligatory
//	minimum retention                     | FacultativeObligatory.MinimumRetention  | minimumRetention  | amount                        | market                                         | ExampleFacultativeObligatory_lines
//	lines (线数)                          | FacultativeObligatory.Lines             | lines             | number                        | market                                         | ExampleFacultativeObligatory_lines
//	base                                  | FacultativeObligatory.Base              | base              | sum-insured, pml, premium     | market                                         | ExampleBase
//	on 100 % of the risk (共保)           | FacultativeObligatory.OwnShareAttribute | ownShareAttribute | text                          | market                                         | ExampleSurplus_ownShare
//	not accepted                          | FacultativeObligatory.Overspill         | overspill         | cedent, error                 | market                                         | ExampleFacultativeObligatory
//	treaty deductible                     | FacultativeObligatory.Deductible        | deductible        | terms                         | market                                         | ExampleDeductible
//	event limit (事故限额)                | FacultativeObligatory.EventLimit        | eventLimit        | amount                        | market                                         | ExampleQuotaShare_eventLimit
//	annual aggregate terms                | FacultativeObligatory.Aggregate         | aggregate         | terms                         | market                                         | ExampleAggregate
//	ex gratia payments (通融赔付)         | FacultativeObligatory.ExGratia          | exGratia          | covered, excluded             | market                                         | ExampleExGratia
//	treaty deductible (合约免赔额)        | Deductible.Amount                       | amount            | amount                        | PICC 非水险合约条件要点                        | ExampleDeductible, Example_nonMarine
//	what it is deducted from              | Deductible.On                           | on                | ceded, whole                  | PICC 非水险合约条件要点; whole market          | ExampleDeductibleOn
//	aggregate deductible (年度累计免赔额) | Aggregate.Deductible                    | deductible        | amount                        | market                                         | ExampleAggregate
//	aggregate limit (年度累计限额)        | Aggregate.Limit                         | limit             | amount                        | market                                         | ExampleAggregate, ExampleAggregate_cut
//	what they act on                      | Aggregate.On                            | on                | ceded, whole                  | market                                         | ExampleAggregateOn
//	how long they run                     | Aggregate.Annual                        | annual            | period, year                  | market                                         | ExampleAnnual
//	portfolios                            | Account.Portfolio                       | portfolio         | terms                         | standard 6.8.2, 协议结清                       | ExamplePortfolio
//	loss sharing                          | Account.Sharing                         | sharing           | list                          | market                                         | ExampleSharing
//	commissions (分保手续费)              | Account.Commissions                     | commissions       | list                          | standard 6.3, 分保手续费                       | ExampleCommission, ExampleAccount
//	profit commissions (纯益手续费)       | Account.ProfitCommissions               | profitCommissions | list                          | market                                         | ExampleProfitCommission, ExampleAccount
//	commission                            | Commission.Rate                         | rate              | rate                          | standard 6.3, 分保手续费                       | ExampleCommission
//	commission by year (业务年度)         | Commission.ByYear                       | byYear            | list                          | PICC AIG两险成数合约                           | ExampleYearRate, Example_accidentHealth
//	sliding scale (滑准手续费)            | Commission.Sliding                      | sliding           | terms                         | market                                         | ExampleSlidingScale, Example_agreed
//	overriding commission                 | Commission.Overriding                   | overriding        | flag                          | market                                         | ExampleCommission
//	what it is allowed on                 | Commission.On                           | on                | earned, written               | market                                         | ExampleLossRatio
//	reinsurers it holds for               | Commission.Reinsurers                   | reinsurers        | list                          | market                                         | ExampleCommission_reinsurers
//	first year of a rate                  | YearRate.From                           | from              | number                        | PICC AIG两险成数合约                           | ExampleYearRate
//	rate from then on                     | YearRate.Rate                           | rate              | rate                          | PICC AIG两险成数合约                           | ExampleYearRate, Example_accidentHealth
//	rate before it is adjusted            | SlidingScale.Provisional                | provisional       | rate                          | market                                         | ExampleAccount
//	points of the scale                   | SlidingScale.Points                     | points            | list                          | market                                         | ExampleSlidingScale
//	rate at a jump                        | SlidingScale.AtJump                     | atJump            | stated, below, above          | market                                         | ExampleJumpSide
//	lowest rate                           | SlidingScale.Minimum                    | minimum           | rate                          | market                                         | ExampleScalePoint
//	highest rate                          | SlidingScale.Maximum                    | maximum           | rate                          | market                                         | ExampleScalePoint
//	what the scale is of                  | SlidingScale.LossRatio                  | lossRatio         | terms                         | market                                         | ExampleLossRatio, ExampleSharingOrder
//	losses carried forward                | SlidingScale.Debit                      | debit             | terms                         | market                                         | ExampleSlidingScale_debit
//	what is left carried forward          | SlidingScale.Credit                     | credit            | terms                         | market                                         | ExampleSlidingScale_debit, Example_publishedScale
//	above which losses are a debit        | SlidingScale.DebitAbove                 | debitAbove        | rate                          | market                                         | ExampleSlidingScale_deadBand
//	below which there is a credit         | SlidingScale.CreditBelow                | creditBelow       | rate                          | market                                         | ExampleSlidingScale_deadBand
//	years taken together                  | SlidingScale.Over                       | over              | terms                         | market                                         | ExampleYearsTogether_scale
//	loss ratio of a point                 | ScalePoint.LossRatio                    | lossRatio         | rate                          | market                                         | ExampleSlidingScale
//	rate of a point                       | ScalePoint.Rate                         | rate              | rate                          | market                                         | ExampleSlidingScale
//	losses (赔付率)                       | LossRatio.Losses                        | losses            | incurred, paid                | market                                         | ExampleLossRatio
//	incurred but not reported             | LossRatio.IBNR                          | ibnr              | flag                          | market                                         | ExampleLossRatio
//	premium of the loss ratio             | LossRatio.Premium                       | premium           | earned, written               | market                                         | ExampleLossRatio
//	before or after the sharing           | LossRatio.Sharing                       | sharing           | after, before                 | market                                         | ExampleSharingOrder
//	decimals of the loss ratio            | LossRatio.Decimals                      | decimals          | number                        | market                                         | ExampleLossRatio
//	loss corridor (损失走廊)              | Sharing.Corridor                        | corridor          | terms                         | market                                         | ExampleSharing
//	loss participation                    | Sharing.Participation                   | participation     | list                          | market                                         | ExampleLossBand
//	cap on the loss ratio (赔付率封顶)    | Sharing.Cap                             | cap               | rate                          | market                                         | ExampleSharing_cap
//	what the bands are of                 | Sharing.LossRatio                       | lossRatio         | terms                         | market                                         | ExampleSharing_bases
//	reinsurers it holds for               | Sharing.Reinsurers                      | reinsurers        | list                          | market                                         | ExampleSharing_bases
//	lower end of the band                 | LossBand.From                           | from              | rate                          | market                                         | ExampleSharing, ExampleLossBand
//	upper end of the band                 | LossBand.To                             | to                | rate                          | market                                         | ExampleSharing, ExampleLossBand
//	cedent's share of the band            | LossBand.Share                          | share             | rate                          | market                                         | ExampleSharing, ExampleLossBand
//	rate of the profit                    | ProfitCommission.Rate                   | rate              | rate                          | market                                         | ExampleProfitCommission
//	tiers of the profit                   | ProfitCommission.Tiers                  | tiers             | list                          | market                                         | ExampleProfitTier
//	what the ends of tiers are            | ProfitCommission.TiersOn                | tiersOn           | amount, premium               | market                                         | ExampleProfitTier
//	management expenses (管理费用)        | ProfitCommission.Expenses               | expenses          | rate                          | market                                         | ExampleProfitCommission
//	highest profit commission             | ProfitCommission.Maximum                | maximum           | rate                          | market                                         | ExampleProfitCommission_credit
//	premium and losses of the profit      | ProfitCommission.LossRatio              | lossRatio         | terms                         | market                                         | ExampleProfitCommission_reinsurers
//	deficit carried forward (亏损滚转)    | ProfitCommission.Deficit                | deficit           | terms                         | market                                         | ExampleCarry, Example_deficits
//	credit carried forward                | ProfitCommission.Credit                 | credit            | terms                         | market                                         | ExampleProfitCommission_credit
//	several years together                | ProfitCommission.Over                   | over              | terms                         | market                                         | ExampleYearsTogether
//	reinsurers it holds for               | ProfitCommission.Reinsurers             | reinsurers        | list                          | market                                         | ExampleProfitCommission_reinsurers
//	end of the tier                       | ProfitTier.UpTo                         | upTo              | amount                        | market                                         | ExampleProfitTier
//	rate of the tier                      | ProfitTier.Rate                         | rate              | rate                          | market                                         | ExampleProfitTier
//	years taken together                  | YearsTogether.Years                     | years             | number                        | market                                         | ExampleYearsTogether, Example_deficits
//	mean or sum (三年平均法)              | YearsTogether.As                        | as                | stated, average, sum          | market                                         | ExampleYearsTogether, Example_deficits
//	years of a carry-forward              | Carry.Years                             | years             | number                        | market                                         | ExampleCarry, Example_deficits
//	cap on a carry-forward                | Carry.Cap                               | cap               | rate                          | market                                         | ExampleCarry
//	premium portfolio (未满期保费转移)    | Portfolio.Premium                       | premium           | unearned, percent             | standard 6.1.1.2, 未满期保费和未到期责任的处理 | ExamplePremiumPortfolio, ExamplePortfolio
//	part of the premium handed on         | Portfolio.Percent                       | percent           | rate                          | standard 6.8.2, 结清比例                       | ExamplePortfolio
//	loss portfolio (未决赔款转移)         | Portfolio.Losses                        | losses            | rate                          | standard 6.8.2, 结清比例                       | ExamplePortfolio
//	IBNR handed on                        | Portfolio.IBNR                          | ibnr              | flag                          | market                                         | ExamplePortfolio_ibnr
//
// # Worked cases
//
// The examples named slides, capacities, nonMarine, cargo, productLiability, statutory, excluded, lecture and placement
// are the worked cases of the sources with their figures; so are accidentHealth and agreed, on accounts, and deficits and publishedScale
// those of published exercises and of a published treaty.
//
// [words]: https://pkg.go.dev/github.com/cedego/cede/treaty#hdr-Glossary
package proportional
