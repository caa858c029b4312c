package discordtest

import (
	"net/http"
	"strconv"
	"time"
)

func (s *Server) getGateway(*request) reply { return ok(Object{"url": s.GatewayURL()}) }

func (s *Server) getGatewayBot(*request) reply {
	g := &s.gateway
	return ok(Object{"url": s.GatewayURL(), "shards": s.opts.Shards, "session_start_limit": Object{
		"total": s.opts.SessionStarts, "remaining": g.startsLeft,
		"reset_after":     max(0, time.Until(g.startsReset).Milliseconds()),
		"max_concurrency": s.opts.MaxConcurrency}})
}

func (s *Server) getMe(*request) reply {
	me := s.userObject(s.App.UserID)
	me["mfa_enabled"], me["locale"], me["premium_type"], me["email"], me["verified"] = false, "en-US", 0, nil, true
	return ok(me)
}

// Flags of an application that has privileged intents in fewer than 100 guilds.
const (
	flagPresenceLimited = 1 << 13
	flagMembersLimited  = 1 << 15
	flagContentLimited  = 1 << 19
)

func (s *Server) appFlags() int {
	flags := 0
	for intent, flag := range map[int]int{IntentGuildPresences: flagPresenceLimited,
		IntentGuildMembers: flagMembersLimited, IntentMessageContent: flagContentLimited} {
		if s.opts.Disallowed&intent == 0 {
			flags |= flag
		}
	}
	return flags
}

func (s *Server) getApplication(*request) reply {
	install := Object{"oauth2_install_params": Object{"scopes": []string{"applications.commands"}, "permissions": "0"}}
	return ok(Object{"id": s.App.ID, "name": s.App.Name, "icon": nil, "description": "", "type": nil,
		"bot_public": true, "bot_require_code_grant": false, "verify_key": s.opts.PublicKey, "flags": s.appFlags(),
		"flags_new": strconv.Itoa(s.appFlags()), "owner": s.userObject(s.world.user.ID), "team": nil, "bot": s.userObject(s.App.UserID),
		"redirect_uris": []string{}, "interactions_endpoint_url": nil, "role_connections_verification_url": nil,
		"approximate_guild_count": len(s.world.guilds), "approximate_user_install_count": 0,
		"approximate_user_authorization_count": 0, "explicit_content_filter": 0, "eligible_oauth2_scopes": []string{},
		"integration_types_config": Object{"0": install, "1": install}})
}

func (s *Server) createDM(r *request) reply {
	id, _ := r.object()["recipient_id"].(string)
	u := s.world.users[id]
	if u == nil {
		return fail(400, 50033, "Invalid Recipient(s)")
	}
	if u.Bot {
		return fail(http.StatusForbidden, 50007, "Cannot send messages to this user")
	}
	for _, c := range s.world.channels {
		if c.Type == DM && c.User == id {
			return ok(s.channelObject(c))
		}
	}
	return ok(s.channelObject(s.addChannel(Channel{Type: DM, User: id})))
}

func (s *Server) getRoles(r *request) reply {
	g := s.guildByID(r.PathValue("guild"))
	if g == nil {
		return missingAccess
	}
	return ok(s.roles(g))
}

func (s *Server) getChannel(r *request) reply {
	c, no := s.access(r.PathValue("channel"), 0)
	if no != nil {
		return *no
	}
	return ok(s.channelObject(c))
}
