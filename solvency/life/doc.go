// Package life puts together the minimum capital of life insurance risk (寿险业务保险风险) from the risks that the scenarios of Rule 5 of
// C-ROSS II give: loss occurrence, lapse and expense.
package life
