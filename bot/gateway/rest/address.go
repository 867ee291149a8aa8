package rest

import (
	"fmt"
	"net/url"
	"path"
	"regexp"
	"strings"
)

// apiVersion is the version of the REST interface that this package speaks.
const apiVersion = "v10"

// defaultAPI is Discord's own REST address.
const defaultAPI = "https://discord.com/api"

var versionPart = regexp.MustCompile(`^v[0-9]+$`)

// APIAddress completes the address of a REST interface, "" for Discord's own, so that
// paths such as /gateway/bot can follow: http://localhost:8080 and
// http://localhost:8080/api/ become http://localhost:8080/api/v10. A version that is
// given stays.
func APIAddress(given string) (string, error) {
	given = strings.TrimSpace(given)
	if given == "" {
		given = defaultAPI
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return "", fmt.Errorf("API address %q is not an http or https URL", given)
	}
	u.RawQuery, u.Fragment = "", ""
	if u.Path = strings.TrimRight(u.Path, "/"); u.Path == "" {
		u.Path = "/api"
	}
	if !versionPart.MatchString(path.Base(u.Path)) {
		u.Path += "/" + apiVersion
	}
	return u.String(), nil
}
