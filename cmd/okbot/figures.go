package main

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
)

// register adds to the registry what serve itself can tell; the service's figures
// are there already.
func (s *server) register() {
	gauge := func(name, help string, value func() float64) {
		s.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Namespace: "okbot", Name: name, Help: help}, value))
	}
	gauge("corpus_age_seconds", "Time since the newest date of the corpus.", func() float64 { return age(s.library.about.Load()) })
	gauge("corpus_passages", "Passages that are searched.", func() float64 { return float64(s.library.about.Load().Passages) })
	gauge("state_degraded", "1 while memory stands in for the state.", func() float64 {
		degraded, _, _ := s.state.Degraded()
		return truth(degraded)
	})
	for _, u := range s.platforms {
		if u.unset() {
			continue
		}
		s.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
			Namespace: "okbot", Name: "platform_ready", Help: "1 while the platform is connected.",
			ConstLabels: prometheus.Labels{"platform": u.name},
		}, func() float64 {
			ready, _ := u.ready()
			return truth(ready)
		}))
	}
	s.registry.MustRegister(s.library.reloads, collectors.NewGoCollector(), collectors.NewBuildInfoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
