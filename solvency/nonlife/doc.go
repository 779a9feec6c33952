// Package nonlife computes the minimum capital of non-life insurance risk (非寿险业务保险风险) by Rule 4 of C-ROSS II.
package nonlife
