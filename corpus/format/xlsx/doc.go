// Package xlsx reads SpreadsheetML documents (ECMA-376, part 1): each sheet is a table.
//
// A sheet is given to a reader of tables that the caller hands in, as comma-separated values: its
// header is the first row of more than one cell. Cells hold what people see of the value that was
// stored last: dates, shares and numbers as they are shown; nothing is calculated. Hidden sheets are
// left out.
package xlsx
