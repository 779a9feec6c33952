// Package market puts together the minimum capital of market risk (市场风险) by Rule 8 of C-ROSS II: interest rates, prices of shares, property
// and overseas assets, and rates of exchange.
package market
