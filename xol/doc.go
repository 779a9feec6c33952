// Package xol holds the excess-of-loss terms: covers per risk and per event, with
// their layers.
//
// A cover takes from losses only; it cedes neither sums insured nor premium. It adds up the
// losses of an occurrence and pays what of the sum lies in its layers, "limit xs attachment". What an occurrence is
// tells the two covers apart:
//
//   - [PerRisk] (险位超赔): what one unit of risk loses in one event;
//   - [PerEvent] (事故超赔): what all units in scope lose in one event.
//
// A loss without event is an event of its own. What a unit (危险单位) is, the section says
// ([treaty.Section]); the words are in the glossary of package treaty.
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
// With S the subject losses of the occurrence, added up before the attachment,
//
//	recovery = share × min(max(S - attachment, 0), limit)     ShareOnRecovery
//	recovery = min(max(share × S - attachment, 0), limit)     ShareOnLoss
//
// The layers of a cover are parallel: each looks at the same S, so a tower is a list of layers whose attachments are where
// the limits below them end. All amounts are for 100 % of the layer; signed lines come after.
//
// The terms act in this order: scope and subject; minimum number of risks; attachment and limit; event cap; share; placement. (Where the
// share is on the loss, it comes before the attachment, and the cap is one on the recoveries.) Annual terms, reinstatements, index and
// hours clauses are not in this version.
//
// A unit counts for the minimum number of risks if its subject is above zero. An event cap limits the sum
// over the units of min(max(S - attachment, 0), limit) in one event: if it is above, the cap is divided over the
// units in proportion.
//
// On a losses-occurring basis an occurrence is covered or not as a whole: it stands at the date of its first loss with a
// subject above zero.
//
// # Rounding
//
// Attachments, limits and caps are whole minor units, and so are sums and differences of them. A share is a fraction; its product is rounded
// once per occurrence, by the program's rounding. The recovery is posted where it is computed, then
// its placed part, and both are divided over the losses of the occurrence in proportion to their
// subject: largest remainder, equal remainders in order of date and id.
//
// # Register
//
//	term          | Go field           | JSON name    | readings       | source                                      | example
//	layers        | PerRisk.Layers     | layers       | list           | PICC slides, per-risk cover                 | ExamplePerRisk
//	layers        | PerEvent.Layers    | layers       | list           | PICC slides, per-event cover                | ExamplePerEvent
//	name          | Layer.ID           | id           | text           | convention: names the clause in postings    | ExampleLayer
//	attachment    | Layer.Attachment   | attachment   | amount         | T/IAC 17-2018, 6.1.1.2 b                    | ExampleLayer
//	limit         | Layer.Limit        | limit        | amount         | T/IAC 17-2018, 6.1.1.2 b                    | ExampleLayer, ExampleLayer_unlimited
//	share         | Layer.Share        | share        | rate           | Oasis LMF, calculation rule 24              | ExampleLayer_share
//	share on      | Layer.ShareOn      | shareOn      | recovery, loss | Oasis LMF, calculation rule 24              | ExampleShareOn
//	minimum risks | Layer.MinimumRisks | minimumRisks | number         | PICC slides, 两个单位条款                   | ExampleLayer_minimumRisks
//	event cap     | Layer.EventCap     | eventCap     | amount         | convention: before the share, in proportion | ExampleLayer_eventCap
//	layer's scope | Layer.Scope        | scope        | terms          | PICC slides, liability tower                | ExampleLayer_scope
//
// # Sources
//
// PICC slides: the slides on reinsurance practice (人保财险再保险实务) of PICC, with the worked case of an event against a per-risk cover, its
// two-risk clause (两个单位条款), and the liability tower by class of business. T/IAC 17-2018: the standard on the business of
// property treaties (财产再保险合约分保业务), which lists what an excess-of-loss contract states. Oasis LMF: the financial module of the Oasis Loss Modelling
// Framework, whose calculation rule 24 computes the excess terms of an OED reinsurance file as
// min(max(ceded share × loss - attachment, 0), limit) × placed share.
package xol
