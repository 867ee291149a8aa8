// Package date finds the days that names and headings write.
//
// A day is written in full: year, month and day. What leaves one of them out, or could be
// read with day and month the other way round, is none. So is a version that looks like one,
// such as 2024.3.5.
package date
