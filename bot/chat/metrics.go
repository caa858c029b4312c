package chat

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics has the counters of a chat service and its platforms. Labels have few
// values, and none comes from a user.
type Metrics struct {
	Questions  *prometheus.CounterVec   // by platform and [Outcome]
	Stages     *prometheus.HistogramVec // seconds by platform and stage: wait, answer, post
	Acks       *prometheus.HistogramVec // seconds from receipt to acknowledgement, by platform
	Calls      *prometheus.CounterVec   // calls of a platform's API, by platform, method and result
	Limited    *prometheus.CounterVec   // 429s by platform and method
	Reconnects *prometheus.CounterVec   // by platform and reason
	Identifies prometheus.Counter       // Discord's, of which a day has 1,000
	Deliveries *prometheus.CounterVec   // by platform and kind: what came in, unknown kinds included
	Waiting    prometheus.Gauge         // questions in the queue
	Working    prometheus.Gauge         // questions being answered
}

// NewMetrics returns metrics and registers them with reg unless that is nil.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: "okbot", Name: name, Help: help}, labels)
	}
	histogram := func(name, help string, labels ...string) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: "okbot", Name: name, Help: help, Buckets: prometheus.ExponentialBuckets(0.0001, 2.5, 14),
		}, labels)
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "okbot", Name: name, Help: help})
	}
	m := &Metrics{
		Questions:  counter("questions_total", "Questions by outcome.", "platform", "outcome"),
		Stages:     histogram("stage_seconds", "Time of a question's stages.", "platform", "stage"),
		Acks:       histogram("ack_seconds", "Time from receipt to acknowledgement.", "platform"),
		Calls:      counter("api_calls_total", "Calls of the platform's API by result.", "platform", "method", "result"),
		Limited:    counter("api_limited_total", "Calls that the platform's rate limit refused.", "platform", "method"),
		Reconnects: counter("reconnects_total", "Connections lost, by reason.", "platform", "reason"),
		Deliveries: counter("deliveries_total", "What the platform delivered, by kind.", "platform", "kind"),
		Identifies: prometheus.NewCounter(prometheus.CounterOpts{Namespace: "okbot", Name: "discord_identifies_total", Help: "IDENTIFYs sent to Discord."}),
		Waiting:    gauge("pool_waiting", "Questions that wait for a worker."),
		Working:    gauge("pool_working", "Questions that a worker is at."),
	}
	if reg != nil {
		reg.MustRegister(m.Questions, m.Stages, m.Acks, m.Calls, m.Limited, m.Reconnects, m.Deliveries, m.Identifies, m.Waiting, m.Working)
	}
	return m
}

// observeStage observes the duration of a stage that began at start.
func (m *Metrics) observeStage(platform, stage string, start time.Time) {
	m.Stages.WithLabelValues(platform, stage).Observe(time.Since(start).Seconds())
}
