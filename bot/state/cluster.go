package state

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// A cluster is a location on NATS servers elsewhere.
type cluster struct {
	servers   string
	creds     string // file, "" if none
	replicas  int    // 0: as many as the servers allow, at most defaultReplicas
	retention time.Duration
	now       func() time.Time
	log       *slog.Logger
}

const defaultReplicas = 3

// newCluster parses the URL. It contains passwords, so no error shows any part of it.
func newCluster(opts Options) (*cluster, error) {
	servers, query, _ := strings.Cut(opts.URL, "?")
	c := &cluster{servers: servers, retention: opts.Retention, now: opts.Now, log: opts.Log}
	for i, one := range strings.Split(servers, ",") {
		u, err := url.Parse(strings.TrimSpace(one))
		if err != nil || u.Host == "" || !slices.Contains([]string{"nats", "tls", "ws", "wss"}, u.Scheme) {
			return nil, fmt.Errorf("state URL: server %d is not of the form nats://USER:PASSWORD@HOST:PORT", i+1)
		}
	}
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, errors.New("state URL: what follows the question mark is not NAME=VALUE&NAME=VALUE")
	}
	for name, all := range values {
		switch value := all[0]; name {
		case "creds":
			c.creds = value
		case "replicas":
			if c.replicas, err = strconv.Atoi(value); err != nil || c.replicas < 1 || c.replicas > 5 {
				return nil, errors.New("state URL: replicas: choose 1 to 5")
			}
		default:
			return nil, errors.New("state URL: only creds and replicas may follow the question mark")
		}
	}
	return c, nil
}

func (c *cluster) open(ctx context.Context) (*backend, error) {
	ctx, cancel := context.WithTimeout(ctx, openTimeout/2)
	defer cancel()
	options := []nats.Option{
		nats.Name("okbot"), nats.Timeout(2 * time.Second), nats.MaxReconnects(-1), nats.ReconnectWait(time.Second),
		// No buffering: fail at once if the connection is lost.
		nats.ReconnectBufSize(-1),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { c.log.Debug("nats", "error", err) }),
	}
	if c.creds != "" {
		options = append(options, nats.UserCredentials(c.creds))
	}
	conn, err := nats.Connect(c.servers, options...)
	if err != nil {
		return nil, fmt.Errorf("connect to cluster: %w", err)
	}
	b := &backend{conn: conn}
	if b.streams, err = c.streams(ctx, conn); err != nil {
		b.close()
		return nil, fmt.Errorf("cluster: %w", err)
	}
	return b, nil
}

// notClustered is the error code of a single server that is asked for replicas.
const notClustered jetstream.ErrorCode = 10074

func (c *cluster) streams(ctx context.Context, conn *nats.Conn) (*streams, error) {
	replicas := c.replicas
	if replicas == 0 {
		replicas = defaultReplicas
	}
	s, err := openStreams(ctx, conn, configs(c.retention, replicas), nil, c.now)
	var api *jetstream.APIError
	if c.replicas == 0 && errors.As(err, &api) && api.ErrorCode == notClustered {
		return openStreams(ctx, conn, configs(c.retention, 1), nil, c.now)
	}
	return s, err
}

func (c *cluster) unlock() {}
