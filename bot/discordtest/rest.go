package discordtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A Request is one call of the REST API as it arrived.
type Request struct {
	Method, Path string
	Query        url.Values
	Header       http.Header
	Body         json.RawMessage   // the JSON, also of a multipart request; nil without a body
	Files        map[string][]byte // by file name
	At           time.Time
	Status       int // of the answer, 0 when there was none

	value any // Body decoded
}

// answer is what a route says: a status with a JSON value or nothing.
type answer struct {
	status int
	value  any
}

// refusal is Discord's form of an error.
func refusal(status, code int, message string) answer {
	return answer{status, map[string]any{"code": code, "message": message}}
}

func (s *Server) serveREST(w http.ResponseWriter, r *http.Request) {
	req, err := readRequest(r)
	if err != nil {
		s.mu.Lock()
		s.violate(fmt.Sprintf("%s %s: %v", r.Method, r.URL.Path, err))
		s.mu.Unlock()
		write(w, refusal(400, 0, err.Error()), nil)
		return
	}
	fault := s.takeFault(req)
	if fault != nil {
		fault.wait(r)
		if !fault.AfterStore && fault.answers() {
			s.record(req, fault.Status)
			fault.apply(w)
			return
		}
	}
	s.mu.Lock()
	ans, header := s.handle(req)
	req.Status = ans.status
	s.requests = append(s.requests, *req)
	s.touch()
	events := s.takePending()
	s.mu.Unlock()
	for _, e := range events {
		s.Dispatch(e.guildID, e.kind, e.value)
	}
	if fault != nil && fault.AfterStore && fault.answers() {
		fault.apply(w)
		return
	}
	write(w, ans, header)
}

func (s *Server) record(req *Request, status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	req.Status = status
	s.requests = append(s.requests, *req)
	s.touch()
}

func readRequest(r *http.Request) (*Request, error) {
	path, ok := strings.CutPrefix(r.URL.Path, "/api/v10")
	if !ok {
		return nil, fmt.Errorf("path is not of API version 10")
	}
	req := &Request{Method: r.Method, Path: path, Query: r.URL.Query(), Header: r.Header, At: time.Now()}
	raw, err := io.ReadAll(io.LimitReader(r.Body, 26<<20))
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	if len(raw) == 0 {
		return req, nil
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case err != nil:
		return nil, fmt.Errorf("content type: %w", err)
	case kind == "multipart/form-data":
		err = req.readMultipart(raw, params["boundary"])
	case kind == "application/json":
		req.Body = raw
	default:
		err = fmt.Errorf("content type %q", kind)
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(req.Body, &req.value); err != nil {
		return nil, fmt.Errorf("body is not JSON: %w", err)
	}
	return req, nil
}

func (req *Request) readMultipart(raw []byte, boundary string) error {
	form, err := multipart.NewReader(bytes.NewReader(raw), boundary).ReadForm(26 << 20)
	if err != nil {
		return fmt.Errorf("multipart body: %w", err)
	}
	if v := form.Value["payload_json"]; len(v) == 1 {
		req.Body = json.RawMessage(v[0])
	}
	req.Files = map[string][]byte{}
	for _, headers := range form.File {
		for _, h := range headers {
			f, err := h.Open()
			if err != nil {
				return err
			}
			content, err := io.ReadAll(f)
			f.Close()
			if err != nil {
				return err
			}
			if h.Filename == "" {
				req.Body = content
				continue
			}
			req.Files[h.Filename] = content
		}
	}
	return nil
}

func write(w http.ResponseWriter, a answer, header http.Header) {
	for k, v := range header {
		w.Header()[k] = v
	}
	if a.value == nil {
		w.WriteHeader(a.status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(a.status)
	json.NewEncoder(w).Encode(a.value)
}

// Requests lists the requests so far whose method and path begin so, "" for any.
func (s *Server) Requests(method, pathPrefix string) []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Request
	for _, r := range s.requests {
		if (method == "" || r.Method == method) && strings.HasPrefix(r.Path, pathPrefix) {
			list = append(list, r)
		}
	}
	return list
}
