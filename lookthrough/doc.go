// Package lookthrough looks through structured assets by Rule 7 of C-ROSS II.
package lookthrough
