// Package gateway keeps a bot connected to Discord and sends for it.
package gateway
