package cluster

import (
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// What callers ask of an error, with [errors.Is].
var (
	ErrNotFound = errors.New("not in the cluster")                    // a document or an index
	ErrConflict = errors.New("somebody else has changed it")          // a conditional write came too late
	ErrExists   = errors.New("is in the cluster already")             // an index
	errRefused  = errors.New("the cluster refuses these credentials") // HTTP 401 and 403
)

// A Fault is an error that the cluster answered with.
type Fault struct {
	Status int    // of HTTP
	Type   string // such as "index_not_found_exception"; "" where something before the cluster answered
	Reason string
	causes []string // the types of all that led to it
}

func (f *Fault) Error() string {
	if f.Type == "" {
		return fmt.Sprintf("HTTP %d: %s", f.Status, f.Reason)
	}
	return fmt.Sprintf("HTTP %d: %s: %s", f.Status, f.Type, f.Reason)
}

// Is makes a fault be one of the errors above.
func (f *Fault) Is(target error) bool {
	switch target {
	case ErrNotFound:
		return f.Status == http.StatusNotFound && !f.may()
	case ErrConflict:
		return f.Status == http.StatusConflict
	case ErrExists:
		return f.Type == "resource_already_exists_exception" || f.Type == "invalid_index_name_exception" && strings.Contains(f.Reason, "already exists")
	case errRefused:
		return f.Status == http.StatusUnauthorized || f.Status == http.StatusForbidden && f.Type != "cluster_block_exception"
	}
	return false
}

// A PartialError says that an answer lacks something. What there was of it is thrown away.
type PartialError struct {
	Failed, Total int // shards, 0 where it is not for them
	Reason        string
}

func (e *PartialError) Error() string {
	if e.Failed == 0 {
		return "the answer is not whole: " + e.Reason
	}
	return fmt.Sprintf("the answer is not whole: %d of %d shards failed: %s", e.Failed, e.Total, e.Reason)
}

// passes holds the types of faults that pass when a node has left and others take its place.
var passes = []string{
	"node_disconnected_exception", "node_not_connected_exception", "node_closed_exception", "connect_transport_exception",
	"receive_timeout_transport_exception", "no_shard_available_action_exception", "unavailable_shards_exception",
	"process_cluster_event_timeout_exception", "cluster_manager_not_discovered_exception", "master_not_discovered_exception",
	"not_cluster_manager_exception", "shard_not_found_exception", "illegal_index_shard_state_exception", "already_closed_exception",
	"index_shard_not_started_exception", "search_context_missing_exception", "alias_not_ready_exception", "retry_on_replica_exception", "retry_on_primary_exception",
	"es_rejected_execution_exception", "open_search_rejected_execution_exception", "rejected_execution_exception", "circuit_breaking_exception",
}

// may reports whether another attempt may meet with something better.
func (f *Fault) may() bool {
	switch f.Status {
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	case http.StatusInternalServerError, http.StatusNotFound: // that of a shard which has moved under a search, too
		return slices.ContainsFunc(f.causes, func(cause string) bool { return slices.Contains(passes, cause) })
	}
	return false
}

// absent reports whether the fault says that there is no cluster behind the address that answered.
func (f *Fault) absent() bool { return f.may() && f.Status != http.StatusTooManyRequests }

// faultOf reads an answer that is an error.
func faultOf(status int, body []byte) *Fault {
	f := &Fault{Status: status}
	var answer struct{ Error json.RawMessage }
	var detail struct{ Type, Reason string }
	switch {
	case json.Unmarshal(body, &answer) == nil && json.Unmarshal(answer.Error, &detail) == nil:
		f.Type, f.Reason = detail.Type, detail.Reason
		f.causes = typesIn(answer.Error, nil, maxDepth)
	default:
		f.Reason = start(string(body))
	}
	if f.Reason == "" {
		f.Reason = strings.ToLower(http.StatusText(status))
	}
	return f
}

// faultIn reads the error of one of several things that one answer is about.
func faultIn(status int, raw json.RawMessage) *Fault {
	body, _ := json.Marshal(map[string]json.RawMessage{"error": raw}) // what was decoded encodes
	return faultOf(status, body)
}

const maxDepth = 20 // of causes in an error

// typesIn collects every "type" in an error, which nest in several ways.
func typesIn(raw json.RawMessage, types []string, depth int) []string {
	if depth == 0 {
		return types
	}
	var object map[string]json.RawMessage
	var list []json.RawMessage
	switch {
	case json.Unmarshal(raw, &object) == nil:
		var name string
		if json.Unmarshal(object["type"], &name) == nil {
			types = append(types, name)
		}
		for _, inner := range object {
			types = typesIn(inner, types, depth-1)
		}
	case json.Unmarshal(raw, &list) == nil:
		for _, inner := range list {
			types = typesIn(inner, types, depth-1)
		}
	}
	return types
}

// start returns the beginning of what somebody else wrote, for a message.
func start(s string) string {
	const most = 200 // bytes
	s = strings.Join(strings.Fields(s), " ")
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// A SetupError says that a cluster is asked in a way that no other attempt makes right, and what to look at.
type SetupError struct {
	Hint string
	Err  error // what the attempt met with
}

func (e *SetupError) Error() string { return fmt.Sprintf("%s: %v", e.Hint, e.Err) }

func (e *SetupError) Unwrap() error { return e.Err }

// misconfigured returns a [SetupError] for an error that speaks of such a thing, nil for others.
func misconfigured(err error) error {
	if errors.Is(err, errRefused) {
		return &SetupError{errRefused.Error() + ": check user and password, or the header", err}
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return &SetupError{"the certificate of the cluster cannot be trusted: check the CA file and the name in the address", err}
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || strings.Contains(err.Error(), "server gave HTTP response to HTTPS client") {
		return &SetupError{"the cluster does not speak TLS at this address: does it begin with http://?", err}
	}
	return nil
}
