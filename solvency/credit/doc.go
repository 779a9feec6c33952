// Package credit puts together the minimum capital of credit risk (信用风险) by Rule 9 of C-ROSS II: spreads and the default of
// counterparties.
package credit
