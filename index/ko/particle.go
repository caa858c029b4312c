package ko

import (
	_ "embed"

	"okbot/index/wordlist"
)

//go:embed particles.ko.txt
var particleList string

// particles follow nouns (조사), and so do the forms of the copula 이다.
var particles = func() map[string]bool {
	set := wordlist.Set(particleList)
	addCopula(set)
	return set
}()

// maxParticleBytes is the length of the longest chain of particles that is
// recognised.
const maxParticleBytes = 8 * syllableBytes

// IsParticles reports whether s is a particle or a chain of several, as in
// 서울-에서-는.
func IsParticles(s string) bool {
	if particles[s] {
		return true
	}
	if len(s) > maxParticleBytes {
		return false
	}
	for i := range s {
		if i > 0 && particles[s[:i]] && IsParticles(s[i:]) {
			return true
		}
	}
	return false
}
