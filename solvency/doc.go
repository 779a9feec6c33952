// Package solvency computes the solvency of a Chinese insurer under C-ROSS II (偿二代二期): from its risks and its capital to minimum
// capital (最低资本), the core and comprehensive solvency ratios (核心、综合偿付能力充足率) and whether it complies.
package solvency
