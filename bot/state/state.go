// Package state keeps what the bot must remember beyond a question: in memory,
// or in NATS JetStream.
package state
