// Package treaty is the vocabulary of reinsurance programs and the evaluator that
// applies a program to a book, exact to the minor unit.
//
// A [Spec] lists contracts; [NewProgram] checks and compiles it into an immutable
// [Program]. A [BookSpec] lists risks, events and losses; [NewBook] checks it and resolves its
// references into an immutable [Book]. [Program.Apply] gives a [Result]: what
// every contract, reinsurer, risk, loss and event cedes and retains, with a
// ledger of postings that explains each amount. [Program.Stream] takes losses
// event by event and [Program.Batch] columns of minor units, on the same evaluator.
//
// The terms themselves are in packages proportional and xol.
//
// # Glossary
//
// The cedent cedes to reinsurers; what it keeps is retained, and after all contracts net.
// Ground-up is the same as gross: after coinsurance and policy terms, before
// reinsurance. The subject of a contract is what it applies to. A unit (危险单位)
// is the greatest extent of what one accident can destroy: a row of the book, a policy, or the rows
// that share a key. A retention (自留额) is the cedent's part of a unit, a line a retention's worth of
// capacity; an attachment (起赔点) is the loss at which a layer begins. A
// signed line is a reinsurer's share of a contract; the sum of the lines is the
// placed share, and what is not placed (分保不完全) stays with the cedent. A contract inures to
// those that see their subject after it.
//
// An underwriting year (业务年度) is the business that a contract took in one year, with its losses whenever they are settled. A loss ratio (赔付率) is
// losses over premium. A portfolio is what one underwriting year hands on to the next at its end: the unearned premium (未满期保费) and the outstanding losses
// (未决赔款); with both the year is settled for good, a clean cut (协议结清). Without, it is settled as its losses are: it runs off (自然结清).
//
// # Arithmetic
//
// A program has a currency and a scale, the decimal places of its minor unit. Amounts are counts
// of minor units; an amount that is finer is an error unless the program rounds on entry ([EntryRound]), half
// away from zero. Shares and rates are exact fractions. Sums, differences, minima and
// maxima are exact; a product with a share or rate is rounded once, where it is
// posted, by the program's [Rounding]. What is retained is a subtraction, so
//
//	ceded + retained = subject
//
// holds to the minor unit at every grain. An amount is divided over several
// (losses of an event, reinsurers) by largest remainder: each part is its exact share rounded down, and the
// units left go to the largest remainders, ties in canonical order.
//
// Canonical order is: contracts by priority, then id; losses by date, then id; risks and
// events by id; sections, layers, surpluses and reinsurers as listed. Ids compare as bytes. The order in which
// contracts, risks, events and losses are listed reaches no result.
//
// # Stages
//
// Contracts of one priority form a stage; stages run in ascending priority. All contracts of a
// stage, and all sections and layers of a contract, see the subject as it stood
// when the stage began: the gross amount less what earlier stages ceded ([SubjectNet]), the gross
// amount ([SubjectGross]), or the gross amount less the cessions of named contracts
// ([SubjectNetOf]). A contract that is not fully placed deducts what is placed, or, with
// [InuringFull], what it would cede if it were fully placed; this holds for sums insured, premium and losses.
//
// No loss, sum insured or premium may be ceded twice: if the cessions of a stage at 100 % exceed what stood
// when it began, and the exact cessions exceed both that and what would stand without any rounding, the result is an
// [OverCessionError]. The exact cession of a row is the part of it that the terms take of its posted subject, unrounded, of what that
// subject would be if the stages before had not rounded either. Premium is judged by the part that belongs to a section ([Section.PremiumPart]), by what is earned in each period, and then as a whole. If rounding alone did
// it, the contracts give the surplus units back, one each, from the last in canonical order (within a
// contract, from its last section and clause that cedes of the row).
//
// # Which risks and losses a section sees
//
// A risk is in a section if it is in scope and its policy period begins in the
// contract's period ([RisksAttaching]), or overlaps it, or has premium earned in it ([LossesOccurring]); with
// [ClaimsMade] every risk in scope is. A loss is in a section if it is in scope and its risk attaches
// ([RisksAttaching]), it occurred in the period ([LossesOccurring]), or was reported in it ([ClaimsMade]). Layers on
// a losses-occurring basis take or leave an occurrence as a whole: it belongs to the period in
// which its first loss with a subject above zero occurred.
//
// An exclusion of a scope may begin at a day inside the period ([DatedExclusion]). It judges a loss by the day on which it occurred, was
// reported or, where risks attach, on which its risk incepts, each by itself even if layers take its occurrence as a whole. A risk that it
// matches is in the section if it incepts before that day ([RisksAttaching]), and otherwise if it would be in one whose period ends the day
// before: then its premium is earned up to the day before, and its sum insured is ceded as that of every other. A risk that covers several
// perils is excluded from the day on which all of them are.
//
// A scope that names perils needs the peril of a loss's event; a loss without
// event is outside it, and so it is if it only excludes perils. A loss without a risk can only be judged by contracts that do not ask
// about the risk; if one in whose period it falls does, or whose layers would see its event as a whole, that is an error.
// A loss in a proportional section whose risk is not in the section is an error too: no premium was ceded for it.
//
// # Proportional terms
//
// The share of a unit follows from its subject sum insured, the sum over its
// rows in the section (or its PML or premium, reduced as the sum insured of each row was); the terms of package
// proportional say how. Each row's sum insured, premium and losses cede that share:
//
//	ceded at 100 % = share × subject, rounded, per row and per loss
//
// The share is an exact fraction unless the section states share decimals: then each share of the unit is rounded to so many. What
// they gain by it goes from the overspill, where there is any, else from the retention; what they would have above 1 goes
// from the last of them.
//
// The rows of a unit add up whatever their policy periods: a policy and its renewal should not have the same key.
//
// A sum insured has no time: what proportional sections cede of it on a losses-occurring or claims-made basis, later
// contracts do not see, whatever the day. So the periods of contracts with such sections must have a day in common;
// contracts of other periods are applied as programs of their own, and risks attaching know their period.
//
// Subject premium is the whole premium of the risk ([RisksAttaching]) or what is
// earned in the contract's period. By day, n of N days of the policy period are n/N; by 24ths (8ths), a policy
// begins in the middle of its calendar month (quarter): with n the months from the month it begins to the
// month of the day after its end, (2k-1)/2n is earned when k months are over (all of it at once if n is 0, all after n).
// What is earned in a period is the difference of rounded cumulative amounts. From it goes what earlier
// contracts ceded of premium in the same period; of an earlier contract with another period, the part of its
// cession that is earned in the common days, again as a difference of rounded cumulative amounts; what is left is not below zero. A stated
// premium part is applied to that, rounded.
//
// On losses, in order: the share; the treaty deductible; the event limit; the annual aggregate terms; placement. Where the terms
// have a deductible or a limit on each loss, the losses of a unit in one event are added
// up first: with U their sum, s the sum of the section's shares, L the limit on each loss and D the deductible,
//
//	ceded = max(round(s × min(U, L)) - D, 0)     deductible on the ceded part
//	ceded = round(s × max(min(U, L) - D, 0))     deductible on 100 %
//
// divided over the losses and shares in proportion to share × loss, losses in canonical order and within a loss the shares in order. If what a section
// cedes of an event then exceeds the event limit, the limit is divided in proportion to the ceded
// amounts. A loss without event is an event of its own.
//
// Annual aggregate terms on the ceded part then take events, for a year or the whole period, by their first losses above 0 of a unit that
// has a share: of an event that raises the sum of what is ceded from a to b they leave
// min(max(b - deductible, 0), limit) - min(max(a - deductible, 0), limit), divided in proportion to the ceded amounts. On 100 % they take
// the losses of units that have a share as a limit on each loss and a deductible on 100 % leave them; what is left is divided over these
// units and stands for their losses in what follows. What they take of an event is decided on posted amounts.
//
// # Non-proportional terms
//
// What enters the layers of a section is its subject, changed by the clauses of the cover in this order, each row by itself:
//
//   - expenses pro rata or excluded: the subject less its expense. The expense of a loss is its paid and outstanding expense, at most what it
//     stands at. Of what a clause cedes of a loss the same part is expense as of its subject, rounded; a section with expenses pro rata or
//     excluded cedes none but what it pays in addition;
//   - maximum line: with R the subject sum insured of the unit and L < R the line, round(x × L / R);
//   - each loss of an aggregate excess: 0 if x is at most the franchise, otherwise min(max(x - deductible, 0), limit).
//
// A row with nothing left of it dates nothing and hits no unit.
//
// An occurrence is the losses of one unit in one event ([per-risk]), of one event (per-event, umbrella), or all losses of the period
// (aggregate excess, stop loss), added up. With S what enters of it,
//
//	loss to the layer = min(max(S - attachment, 0), limit)                 share on the recovery
//	loss to the layer = round(min(max(share × S - attachment, 0), limit))  share on the loss
//
// and nothing if S is not above the layer's franchise, the event hit fewer units than the minimum number of risks, or the market lost
// less than the layer's market loss. An event cap limits the sum of a per-risk layer's losses in one event; it is divided over the
// occurrences in proportion. Then, for a year of the layer (the period, or each year of it from its first day on, an occurrence counting to
// that of its first loss that enters, before the first to the first and after the last to the last), in order of time:
//
//	ranks             occurrences by size, the largest first, equal ones in order of time; those outside pay nothing
//	occurrences       those above 0, counted; those outside pay nothing
//	deductible        X = max(sum so far - aggregate deductible, 0), of which the occurrence has the increase
//	aggregate limit   the increase of min(X, aggregate limit), at most what the term limit leaves
//
// Order of time is that of the first loss that enters; or of settlement, the day on which the last loss of the occurrence that enters was settled,
// those that are not settled last, and then by first loss. n reinstatements make the aggregate limit at most n + 1 limits.
// What is left of the loss to the layer is multiplied by the share, unless that was on the loss, and rounded:
//
//	recovery = round(share × what is left)
//
// The recovery is posted where it is computed, clause by clause as differences of rounded amounts, and divided over the occurrence's
// losses in proportion to what entered. Expenses pro rata are a second amount of the occurrence, round(expense × share × what is left / S) (without the share
// where it was on the loss), divided in proportion to the losses' expense.
//
// A layer with drops has, for an occurrence, the lowest of its own attachment and of those of its drops that are in force: one is if the layer
// below had nothing left of its aggregate, reinstated or term limit for the year before the event; and within the event also if that
// layer has nothing left after this event, then at the drop's attachment plus what that layer pays of the event. Layers take an event as listed.
//
// With an interlocking clause, attachment (of a drop too) and limit of an occurrence are multiplied by S / T and rounded, T being what enters of the
// occurrence and of the other losses in its event that any section of the named contracts sees. An umbrella sees the losses that any section of the
// contracts it is over sees, if they are in its own scope and period. What a contract on a losses-occurring basis sees is here each loss by its own day.
//
// On a losses-occurring basis an occurrence is in the period if its first loss that enters is (extended expiration); cut at expiry, and for aggregate
// excess and stop loss, each loss is by its own day. Payments without liability are outside every section with layers unless they are
// covered, and so is what was reported after the day of a sunset clause.
//
// # The price of layers
//
// The subject premium of a layer is the premium of the risks in the section's scope: what is earned in the period, or all of the policies that begin in
// it (always so on a risks-attaching basis); net of what the contract's subject is net of, or gross. A stop loss on a ratio has
// attachment and limit of ratio × subject premium, each rounded.
//
//	premium = deposit                                       without rate and swing
//	premium = max(round(rate × subject premium), minimum)   with the rate, or max(low, min(high, loading × losses / premium)) of a swing, where
//	                                                        losses and premium are this period's (before the share) and those of its history
//	charge  = share × premium
//
// Of premium, and of reinstatement premium, each charge is the difference of round(sum of share × amounts so far); so is its placed part, of
// round(placed share × rounded sum). The deposit is charged at its instalments, or at the beginning of the period, and what the premium is
// more or less at its end.
//
// An occurrence that used the aggregate limit of a year from a to b (before the share) is charged
//
//	share × premium × sum over k of rate(k) × |[a, b] ∩ [(k-1) × limit, k × limit]| / limit × time
//
// where what a stated aggregate limit does not let be used again, above aggregate limit - limit, is left out of [a, b],
//
// at its first loss that enters, on the deposit (on the premium if there is none, or one of 0), and, unless it is on the
// deposit, for all of them at the end of the period on the difference of premium and deposit. a and b are of what is paid
// (paid indemnity and expense less salvage, through the same program, in the occurrences that there are of what is
// incurred: their windows, first losses, order, drops, ranks and numbers are those), or of what is incurred. Occurrences
// are charged in order of their first losses. For the time, all of the period remains after a loss before it and nothing
// after one that is later; a part of a month counts as a month of the period.
//
// A no-claims bonus is the part of share × premium returned at the end of the period if the layer's losses are 0.
// Brokerage is a part of each charge, rounded, as of its placed part.
//
// # Placement
//
// The amount at 100 % is one posting, placed share × that amount the next, each rounded. Proportional terms are
// placed loss by loss; a recovery is placed where it is computed, and the placed amount is divided over
// its losses in proportion to their parts at 100 %. Reinsurers share balances: after each cession
// a reinsurer's balance in the contract (in the section, where it has a placement of its own) is his part of the ceded
// balance by signed lines, and his posting is the movement. So balances add up and each is within one unit of its exact part at any time,
// and a single movement may be a unit against the sign. Sums insured, premium and losses are accounts of their own. Within a contract,
// cessions follow each other by section, then share or layer, then loss; recoveries of a layer by the first loss of the occurrence with a
// subject above zero.
//
// # Accounts
//
// What follows from the figures of an underwriting year is not of a loss: commissions that slide, the sharing of losses, profit
// commissions, portfolios. A [History] has these figures year by year at a valuation, and [History.Settle] gives a [Settlement] by the
// [AccountTerms], which package proportional holds. Each amount is posted at the day of the valuation:
//
//	loss-sharing        what the cedent takes back of losses, below zero
//	commission          what reinsurers allow of premium and profit
//	premium-portfolio   taken over above zero, handed on below it
//	loss-portfolio      taken over below zero, handed on above it
//
// so that ceded premium with its portfolio is what is earned, and ceded losses with theirs what is incurred. Of two valuations
// [Adjustments] gives what is posted between them. [Unearned] gives the unearned premium of policies.
//
// A proportional contract of a program may have an account too ([ContractAccount]): the figures of its underwriting years are what it cedes, of
// [Program.ApplyAt] as they stood on a day, [Result.Account] is what the clauses make of them and the ledger has it after all else. What is shared of
// losses is of the year: it changes no loss and nothing that other contracts see.
//
// # Errors and omissions
//
// A risk or loss that was reported late, or entered wrongly, enters as if in time (错误与遗漏; standard 6.1.1.2): the program is applied to the
// book as it should have been, and [Corrections] gives the reversals and new postings that make of the ledger as it is the ledger as it
// should be. [Movements] gives what moved of losses and prices from one day to another.
//
// # Register
//
// Every field of a contract that a document can state, of the rates of exchange of a book, of the underwriting years of an account, and of the rule of the
// retention check. Standard is
// T/IAC 17-2018, slides are the PICC slides on reinsurance practice, law is the Insurance Law of the People's Republic of
// China (2015); convention is a term of the market with no text of its own.
//
//	term                                   | Go field                         | JSON name          | readings                                               | source                                         | example
//	name of the program                    | Spec.ID                          | id                 | text                                                   | convention                                     | ExampleNewProgram
//	currency                               | Spec.Currency                    | currency           | text                                                   | standard 6.1.1.2, 货币兑换条款; ISO 4217       | ExampleNewProgram, ExampleCurrency
//	minor unit                             | Spec.Scale                       | scale              | number                                                 | ISO 4217, minor units                          | ExampleSpec
//	rounding                               | Spec.Rounding                    | rounding           | half-up, half-even                                     | convention                                     | ExampleSpec
//	amounts finer than the scale           | Spec.Entry                       | entry              | exact, round                                           | convention                                     | ExampleSpec
//	contracts (再保险合约)                 | Spec.Contracts                   | contracts          | list                                                   | standard 3.1                                   | ExampleNewProgram
//	contract                               | Contract.ID                      | id                 | text                                                   | standard 3.1                                   | ExampleContract
//	order of contracts                     | Contract.Priority                | priority           | number                                                 | standard 6.1.1.2, 相关的其他再保险安排         | ExampleContract
//	period (合约期限)                      | Contract.Period                  | period             | terms                                                  | standard 6.1.1.2                               | ExampleBasis
//	currency of the contract               | Contract.Currency                | currency           | text                                                   | standard 6.1.1.2, 货币兑换条款                 | ExampleSpec
//	fixed rate of exchange                 | Contract.ExchangeRate            | exchangeRate       | amount                                                 | standard 6.1.1.2, 货币兑换条款                 | ExampleContract_exchangeRate
//	subject                                | Contract.Subject                 | subject            | net, gross, net-of                                     | convention                                     | ExampleSubject
//	contracts deducted                     | Contract.NetOf                   | netOf              | list                                                   | convention                                     | ExampleSubject
//	inuring                                | Contract.Inuring                 | inuring            | as-placed, as-fully-placed                             | standard 6.4, 分保不完全                       | ExampleInuring
//	placement (排分)                       | Contract.Placement               | placement          | terms                                                  | standard 6.4                                   | ExamplePlacement, ExampleProgram_Unplaced
//	account of a contract (再保险合约账务) | Contract.Account                 | account            | terms                                                  | standard 6.6.1                                 | ExampleContractAccount
//	sections                               | Contract.Sections                | sections           | list                                                   | slides, liability covers                       | ExampleScope
//	when a year is adjusted                | ContractAccount.AdjustedAfter    | adjustedAfter      | number                                                 | convention                                     | ExampleContractAccount
//	years before the period                | ContractAccount.History          | history            | list                                                   | slides, 业务年度                               | ExampleContractAccount
//	clauses on the account                 | ContractAccount.Terms            | terms              | terms                                                  | standard 6.1.1.2, 分保手续费                   | ExampleContractAccount
//	section                                | Section.ID                       | id                 | text                                                   | convention                                     | ExampleSection
//	basis                                  | Section.Basis                    | basis              | stated, losses-occurring, risks-attaching, claims-made | slides, 事故发生式 and 期内索赔式              | ExampleBasis
//	scope (保障范围)                       | Section.Scope                    | scope              | terms                                                  | standard 6.1.1.2                               | ExampleScope
//	unit of risk (危险单位)                | Section.Unit                     | unit               | row, policy, key                                       | slides, 两个重要概念                           | ExampleUnit, ExampleUnit_conveyance, ExampleUnit_policy
//	key of the unit                        | Section.UnitKey                  | unitKey            | text                                                   | slides, hull and cargo covers                  | ExampleUnit
//	earning (未满期保费)                   | Section.Earning                  | earning            | days, 24ths, 8ths                                      | standard 6.1.1.2, 未满期保费和未到期责任的处理 | ExampleEarning
//	premium of named perils                | Section.PremiumPart              | premiumPart        | rate                                                   | convention                                     | ExampleSection
//	decimals of the share                  | Section.ShareDecimals            | shareDecimals      | number                                                 | convention                                     | ExampleSection_shareDecimals
//	placement of a section                 | Section.Placement                | placement          | terms                                                  | standard 6.4                                   | ExampleSection
//	terms                                  | Section.Terms                    | terms              | terms                                                  | standard 4, 比例合约 and 非比例合约            | ExampleNewProgram
//	included                               | Scope.Include                    | include            | terms                                                  | standard 6.1.1.2, 保障范围                     | ExampleScope
//	excluded (除外责任)                    | Scope.Exclude                    | exclude            | terms                                                  | standard 6.1.1.2                               | ExampleScope, ExampleResult_Exclusions
//	excluded from a day on (除外责任)      | Scope.ExcludeFrom                | excludeFrom        | list                                                   | slides, AIG两险: 自2007年1月1日起不再纳入      | ExampleDatedExclusion
//	first day of an exclusion              | DatedExclusion.From              | from               | date                                                   | slides, AIG两险: 自2007年1月1日起不再纳入      | ExampleDatedExclusion
//	what it excludes                       | DatedExclusion.Exclude           | exclude            | terms                                                  | slides, AIG两险: 自2007年1月1日起不再纳入      | ExampleDatedExclusion
//	bounds                                 | Scope.Bounds                     | bounds             | list                                                   | slides, cargo: 船龄超过25年                    | ExampleScope
//	lines (险种)                           | Selection.Lines                  | lines              | list                                                   | slides, 综合责任险超赔合约                     | ExampleScope
//	territories (区域范围)                 | Selection.Territories            | territories        | list                                                   | standard 6.1.1.2                               | ExampleScope
//	perils                                 | Selection.Perils                 | perils             | list                                                   | convention                                     | ExampleSelection
//	tags                                   | Selection.Tags                   | tags               | list                                                   | slides, 除外业务                               | ExampleScope
//	keys                                   | Selection.Keys                   | keys               | list                                                   | slides, 司法管辖                               | ExampleScope
//	policies                               | Selection.Policies               | policies           | list                                                   | convention, 临时分保 of a policy               | ExampleSelection
//	risks                                  | Selection.Risks                  | risks              | list                                                   | convention, 临时分保 of a risk                 | ExampleSelection
//	events                                 | Selection.Events                 | events             | list                                                   | convention                                     | ExampleSelection
//	losses                                 | Selection.Losses                 | losses             | list                                                   | convention                                     | ExampleSelection
//	name of a key                          | KeyValues.Name                   | name               | text                                                   | slides, 司法管辖                               | ExampleScope
//	values of a key                        | KeyValues.Values                 | values             | list                                                   | slides, 司法管辖                               | ExampleScope
//	bounded attribute                      | Bound.Attribute                  | attribute          | text                                                   | slides, cargo: 船龄                            | ExampleScope
//	lower bound                            | Bound.Min                        | min                | number                                                 | slides, cargo: 船龄                            | ExampleScope
//	upper bound                            | Bound.Max                        | max                | number                                                 | slides, cargo: 船龄                            | ExampleScope
//	panel                                  | Placement.Lines                  | lines              | list                                                   | standard 6.4                                   | ExamplePlacement
//	reinsurer (再保险接受人)               | Line.Reinsurer                   | reinsurer          | text                                                   | standard 3.3                                   | ExamplePlacement
//	signed line (承保份额)                 | Line.Share                       | share              | rate                                                   | standard 6.4                                   | ExamplePlacement
//	first day                              | Period.From                      | from               | date                                                   | standard 6.1.1.2, 合约期限                     | ExamplePeriod
//	last day                               | Period.To                        | to                 | date                                                   | standard 6.1.1.2, 合约期限                     | ExamplePeriod
//	day of the rate                        | Exchange.On                      | on                 | loss, valuation                                        | standard 6.1.1.2, 货币兑换条款                 | ExampleExchange
//	rates of exchange                      | Exchange.Rates                   | rates              | list                                                   | standard 6.1.1.2, 货币兑换条款                 | ExampleExchange
//	currency converted                     | ExchangeRate.Currency            | currency           | text                                                   | ISO 4217                                       | ExampleExchange
//	first day of a rate                    | ExchangeRate.From                | from               | date                                                   | convention                                     | ExampleExchange
//	rate of exchange                       | ExchangeRate.Rate                | rate               | amount                                                 | convention                                     | ExampleExchange
//	contract of an account                 | History.Contract                 | contract           | text                                                   | convention                                     | ExampleHistory
//	currency of an account                 | History.Currency                 | currency           | text                                                   | standard 6.1.1.2, 货币兑换条款; ISO 4217       | ExampleHistory
//	minor unit of an account               | History.Scale                    | scale              | number                                                 | ISO 4217, minor units                          | ExampleHistory_rounding
//	rounding of an account                 | History.Rounding                 | rounding           | half-up, half-even                                     | convention                                     | ExampleHistory_rounding
//	day of the figures                     | History.Valuation                | valuation          | date                                                   | standard 6.6.1, 再保险合约账务                 | ExampleHistory, ExampleAdjustments
//	panel of an account                    | History.Placement                | placement          | terms                                                  | standard 6.4                                   | ExampleHistory
//	premium portfolio of the first year    | History.PremiumIn                | premiumIn          | amount                                                 | standard 6.1.1.2, 未满期保费和未到期责任的处理 | ExampleHistory
//	loss portfolio of the first year       | History.LossIn                   | lossIn             | amount                                                 | standard 6.8.2, 未决赔款                       | ExampleHistory
//	underwriting years (业务年度)          | History.Years                    | years              | list                                                   | slides, 业务年度                               | ExampleHistory
//	year                                   | UnderwritingYear.Year            | year               | number                                                 | slides, 业务年度                               | ExampleHistory
//	how far it is settled                  | UnderwritingYear.Stage           | stage              | provisional, adjusted, final                           | convention                                     | ExampleStage
//	premium ceded                          | UnderwritingYear.Written         | written            | amount                                                 | standard 6.6.1, 再保险合约账务                 | ExampleUnderwritingYear
//	unearned premium (未满期保费)          | UnderwritingYear.Unearned        | unearned           | amount                                                 | standard 6.1.1.2, 未满期保费和未到期责任的处理 | ExampleUnderwritingYear, ExampleUnearned
//	losses paid                            | UnderwritingYear.Paid            | paid               | amount                                                 | standard 6.6.1, 再保险合约账务                 | ExampleUnderwritingYear
//	losses outstanding (未决赔款)          | UnderwritingYear.Outstanding     | outstanding        | amount                                                 | standard 6.8.2, 未决赔款                       | ExampleUnderwritingYear
//	incurred but not reported              | UnderwritingYear.IBNR            | ibnr               | amount                                                 | convention                                     | ExampleUnderwritingYear
//	commission of other terms              | UnderwritingYear.Allowed         | allowed            | amount                                                 | convention                                     | ExampleUnderwritingYear
//	capital and reserves (资本金加公积金)  | RetentionRule.CapitalAndReserves | capitalAndReserves | amount                                                 | law, Arts. 102 and 103                         | ExampleProgram_RetentionCheck
//	retention per unit                     | RetentionRule.PerUnit            | perUnit            | rate                                                   | law, Art. 103                                  | ExampleStatutoryRetention
//	premium of a year                      | RetentionRule.PremiumMultiple    | premiumMultiple    | rate                                                   | law, Art. 102                                  | ExampleStatutoryRetention
//	day of the check                       | RetentionRule.On                 | on                 | date                                                   | law, Arts. 102 and 103                         | ExampleProgram_RetentionCheck
//	unit of risk of the check              | RetentionRule.Unit               | unit               | row, policy, key                                       | law, Art. 104                                  | ExampleRetentionRule
//	key of the unit of the check           | RetentionRule.UnitKey            | unitKey            | text                                                   | law, Art. 104                                  | ExampleRetentionRule
//	covers per event count                 | RetentionRule.CountEventCovers   | countEventCovers   | flag                                                   | convention                                     | ExampleRetentionRule
//	source of the ratios                   | RetentionRule.Source             | source             | text                                                   | convention                                     | ExampleRetentionRule
//
//	not clauses: BookSpec, Risk, Event, Loss, Position, Amounts, Cession, ContractResult, SectionResult, ClauseResult, ReinsurerResult, RiskResult, LossResult, EventResult, ContractLoss, UnitResult, Overspill, FacultativeNeed, Capacity, Exclusion, RetentionReport, RetentionFinding, Posting, Price, Charge, Movement, Window, PolicyPremium, Settlement, SettledYear, AccountItem, AccountPart
//
// [per-risk]: https://pkg.go.dev/github.com/cedego/cede/xol#PerRisk
//
// [per-event]: https://pkg.go.dev/github.com/cedego/cede/xol#PerEvent
package treaty
