package main

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"

	"verbatim/bot"
	"verbatim/bot/gateway/rest"
	"verbatim/index"
	"verbatim/index/update"
	"verbatim/monitor"
)

// A config is every setting that comes from the environment. .env.example tells
// what each means; a test holds the two in step. The tag form says what a value
// must be.
type config struct {
	Token          secret `env:"DISCORD_TOKEN"`
	TokenFile      string `env:"DISCORD_TOKEN_FILE"`
	DiscordAPI     string `env:"VERBATIM_DISCORD_API" form:"a URL such as http://localhost:8080/api"`
	MessageContent bool   `env:"VERBATIM_MESSAGE_CONTENT" envDefault:"false" form:"true or false"`
	Listen         string `env:"VERBATIM_LISTEN" form:"an address such as 127.0.0.1:9090"`

	ListenToken     secret   `env:"VERBATIM_LISTEN_TOKEN"`
	ListenTokenFile string   `env:"VERBATIM_LISTEN_TOKEN_FILE"`
	ListenPublic    bool     `env:"VERBATIM_LISTEN_PUBLIC" envDefault:"false" form:"true or false"`
	ListenOrigins   []string `env:"VERBATIM_LISTEN_ORIGINS" envSeparator:"," form:"origins such as https://docs.example.org, separated by commas"`
	ListenProxies   []string `env:"VERBATIM_LISTEN_PROXIES" envSeparator:"," form:"addresses or networks such as 10.0.0.0/8, separated by commas"`

	RetentionDays int             `env:"VERBATIM_RETENTION_DAYS" envDefault:"90" form:"a whole number of days from 1"`
	Confine       bot.Confinement `env:"VERBATIM_CONFINE" form:"PLACE=SOURCE,SOURCE;PLACE=SOURCE, where a place is the id of a server, direct, web or *, and has one source at least"`
	Data          string          `env:"VERBATIM_DATA"`
	KeyFile       string          `env:"VERBATIM_KEY_FILE"`
	Corpus        []string        `env:"VERBATIM_CORPUS" envSeparator:","`
	Depth         int             `env:"VERBATIM_DEPTH" envDefault:"0" form:"a whole number of links from 0"`
	AllowPrivate  bool            `env:"VERBATIM_ALLOW_PRIVATE" envDefault:"false" form:"true or false"`
	GitDates      bool            `env:"VERBATIM_GIT_DATES" envDefault:"true" form:"true or false"`
	FollowLinks   bool            `env:"VERBATIM_FOLLOW_LINKS" envDefault:"false" form:"true or false"`
	LargeArchives bool            `env:"VERBATIM_LARGE_ARCHIVES" envDefault:"false" form:"true or false"`
	Level         index.Level     `env:"VERBATIM_LEVEL" envDefault:"balanced" form:"cautious, balanced or eager"`
	Vectors       string          `env:"VERBATIM_VECTORS" envDefault:"auto" form:"auto, on or off"`
	Traces        string          `env:"VERBATIM_TRACES" form:"the address of a collector, such as http://localhost:4318"`
	Engine        string          `env:"VERBATIM_ENGINE" envDefault:"local" form:"local or opensearch"`
	OpenSearch    []string        `env:"VERBATIM_OPENSEARCH_URL" envSeparator:"," form:"addresses such as https://node1:9200, with commas between"`
	ClusterCA     string          `env:"VERBATIM_OPENSEARCH_CA"`
	ClusterUser   string          `env:"VERBATIM_OPENSEARCH_USER"`
	Password      secret          `env:"VERBATIM_OPENSEARCH_PASSWORD"`
	PasswordFile  string          `env:"VERBATIM_OPENSEARCH_PASSWORD_FILE"`
	ClusterHeader secret          `env:"VERBATIM_OPENSEARCH_HEADER" form:"a header such as Authorization: ApiKey abc"`
	ClusterCorpus string          `env:"VERBATIM_OPENSEARCH_INDEX" envDefault:"verbatim" form:"a name of lower-case letters, digits and hyphens, with a letter first"`
	Shards        int             `env:"VERBATIM_OPENSEARCH_SHARDS" envDefault:"1" form:"a whole number from 1"`
	Replicas      string          `env:"VERBATIM_OPENSEARCH_REPLICAS" envDefault:"auto" form:"auto or a whole number from 0"`
	LogLevel      slog.Level      `env:"VERBATIM_LOG_LEVEL" envDefault:"info" form:"debug, info, warn or error"`
	LogFormat     string          `env:"VERBATIM_LOG_FORMAT" envDefault:"text" form:"text or json"`

	from provenance
}

// A provenance is what is to be told of the file that settings came from.
type provenance struct {
	token   bool   // the token, or the name of its file, came from there
	address string // of Discord, that it names and that the token of the environment is not for
	passed  int    // the first line of it that cannot be read, 0 for none
}

// settle takes out of the file's variables what does not go with the token in the
// environment: another token, and an address that this one would be sent to.
func (p *provenance) settle(vars, env map[string]string) {
	p.token = vars["DISCORD_TOKEN"]+vars["DISCORD_TOKEN_FILE"] != ""
	if env["DISCORD_TOKEN"]+env["DISCORD_TOKEN_FILE"] == "" {
		return
	}
	if env["VERBATIM_DISCORD_API"] == "" {
		p.address = vars["VERBATIM_DISCORD_API"]
	}
	p.token = false
	for _, name := range []string{"DISCORD_TOKEN", "DISCORD_TOKEN_FILE", "VERBATIM_DISCORD_API"} {
		delete(vars, name)
	}
}

// tokenFrom says where the token came from, for people.
func (c config) tokenFrom() string {
	place := "the environment"
	if c.from.token {
		place = dotenvPath()
	}
	if c.TokenFile != "" {
		return c.TokenFile + ", which DISCORD_TOKEN_FILE in " + place + " names"
	}
	return "DISCORD_TOKEN in " + place
}

// A secret prints as dots.
type secret string

func (s secret) String() string {
	if s == "" {
		return ""
	}
	return "•••••••• (hidden)"
}

// config reads and checks the configuration. The error names every problem.
func (a *app) config() (config, error) {
	var c config
	vars, passed, err := readDotenv()
	if err != nil {
		return c, usageError{err}
	}
	c.from.settle(vars, a.env)
	c.from.passed = passed
	maps.Copy(vars, a.env)
	fields := c.parse(vars)
	for _, field := range c.check() {
		if !slices.Contains(fields, field) {
			fields = append(fields, field)
		}
	}
	var problems []error
	for _, field := range fields {
		problems = append(problems, badValue(field, vars))
	}
	problems = append(problems, c.twice()...)
	problems = append(problems, c.clusterProblems()...)
	if a.data != "" {
		c.Data = a.data
	}
	if c.Data == "" {
		c.Data, err = defaultData(runtime.GOOS, a.env)
		problems = append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return c, usagef("the configuration is wrong:\n%w", err)
	}
	return c, nil
}

// twice says which secrets are given both ways.
func (c *config) twice() []error {
	var problems []error
	for _, s := range []struct {
		name  string
		value secret
		file  string
	}{
		{"DISCORD_TOKEN", c.Token, c.TokenFile},
		{"VERBATIM_LISTEN_TOKEN", c.ListenToken, c.ListenTokenFile},
		{"VERBATIM_OPENSEARCH_PASSWORD", c.Password, c.PasswordFile},
	} {
		if s.value != "" && s.file != "" {
			problems = append(problems, fmt.Errorf("%s and %[1]s_FILE are both set: keep one", s.name))
		}
	}
	return problems
}

// parse fills c from vars and returns the fields whose values it cannot read.
func (c *config) parse(vars map[string]string) []string {
	var (
		all    env.AggregateError
		fields []string
	)
	if errors.As(env.ParseWithOptions(c, env.Options{Environment: vars}), &all) {
		for _, err := range all.Errors {
			var p env.ParseError
			if errors.As(err, &p) {
				fields = append(fields, p.Name)
			}
		}
	}
	return fields
}

// check tidies c and returns the fields with values that make no sense.
func (c *config) check() []string {
	var fields []string
	if _, err := rest.APIAddress(c.DiscordAPI); err != nil {
		fields = append(fields, "DiscordAPI")
	}
	fields = append(fields, c.checkListening()...)
	if c.RetentionDays < 1 {
		fields = append(fields, "RetentionDays")
	}
	if c.Depth < 0 {
		fields = append(fields, "Depth")
	}
	if !slices.Contains(levels(), string(c.Level)) {
		fields = append(fields, "Level")
	}
	if !slices.Contains([]string{"auto", "on", "off"}, c.Vectors) {
		fields = append(fields, "Vectors")
	}
	if _, err := monitor.TracesAddress(c.Traces); c.Traces != "" && err != nil {
		fields = append(fields, "Traces")
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		fields = append(fields, "LogFormat")
	}
	c.Corpus, c.OpenSearch = tidied(c.Corpus), tidied(c.OpenSearch)
	return append(fields, c.checkCluster()...)
}

// tidied returns what stands between the commas of a list, without the spaces around it.
func tidied(list []string) []string {
	for i, s := range list {
		list[i] = strings.TrimSpace(s)
	}
	return slices.DeleteFunc(list, func(s string) bool { return s == "" })
}

// web says how URLs are read, nil when nothing was configured: then as in the last run.
func (c *config) web() *update.Web {
	if len(c.Corpus) == 0 && c.Depth == 0 && !c.AllowPrivate {
		return nil
	}
	return &update.Web{Depth: c.Depth, AllowPrivate: c.AllowPrivate}
}

// follow says whether symbolic links out of folders are followed, nil when nothing was
// configured: then as in the last run.
func (c config) follow() *bool {
	if len(c.Corpus) == 0 && !c.FollowLinks {
		return nil
	}
	return &c.FollowLinks
}

// updating says what is read where nothing but the configuration tells, and how.
func (c config) updating() update.Options {
	return update.Options{Roots: c.Corpus, Web: c.web(), Follow: c.follow(), NoHistory: !c.GitDates, Large: c.LargeArchives}
}

// retention is how long the bot keeps what it records.
func (c config) retention() time.Duration { return time.Duration(c.RetentionDays) * 24 * time.Hour }

// badValue says what the variable of a field holds and what it should hold.
func badValue(field string, vars map[string]string) error {
	f, _ := reflect.TypeFor[config]().FieldByName(field)
	name := f.Tag.Get("env")
	return fmt.Errorf("%s is %q and must be %s", name, vars[name], f.Tag.Get("form"))
}

// levels are the words for how sure an answer must be.
func levels() []string {
	return []string{string(index.Cautious), string(index.Balanced), string(index.Eager)}
}

// token returns the bot's token, read from its file where there is one.
func (c config) token() (string, error) {
	if c.from.address != "" {
		return "", usagef("the token of the environment is not sent to an address that only %s names: set VERBATIM_DISCORD_API in the environment, too, or take it out there", dotenvPath())
	}
	return secretIn(c.Token, c.TokenFile, "DISCORD_TOKEN_FILE", "token")
}

// secretIn returns a secret, read from its file where there is one. What more than one line holds
// is no secret, and is not sent anywhere.
func secretIn(value secret, file, variable, what string) (string, error) {
	if file == "" {
		return strings.TrimSpace(string(value)), nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", usagef("%s: %w", variable, err)
	}
	held := strings.TrimSpace(string(b))
	if held == "" || strings.ContainsAny(held, "\r\n") {
		return "", usagef("%s: %s must hold one %s and nothing else", variable, file, what)
	}
	return held, nil
}

// A setting is one variable with its value as people may see it.
type setting struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// settings returns every variable in the order of the struct, secrets hidden.
func (c config) settings() []setting {
	var all []setting
	v := reflect.ValueOf(c)
	for i := range v.NumField() {
		name := v.Type().Field(i).Tag.Get("env")
		if name == "" {
			continue
		}
		value := fmt.Sprint(v.Field(i).Interface())
		if list, ok := v.Field(i).Interface().([]string); ok {
			value = strings.Join(list, ",")
		}
		all = append(all, setting{Name: name, Value: withoutPasswords(value)})
	}
	return all
}
