// Package record is how stored records are written as bytes: numbers as unsigned varints,
// strings and lists with their length before them. Reading trusts nothing: what does not follow
// the format is an [engine.ErrDamaged], never a panic or a huge allocation.
package record
