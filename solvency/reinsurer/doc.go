// Package reinsurer computes the minimum capital of the insurance risk of reinsurers (再保险公司保险风险) by Rule 6 of C-ROSS II.
package reinsurer
