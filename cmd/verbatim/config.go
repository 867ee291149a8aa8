package main

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net"
	"os"
	"reflect"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"

	"verbatim/bot/gateway/rest"
	"verbatim/index"
	"verbatim/index/update"
)

// A config is every setting that comes from the environment. .env.example tells
// what each means; a test holds the two in step. The tag form says what a value
// must be.
type config struct {
	Token          secret      `env:"DISCORD_TOKEN"`
	TokenFile      string      `env:"DISCORD_TOKEN_FILE"`
	DiscordAPI     string      `env:"VERBATIM_DISCORD_API" form:"a URL such as http://localhost:8080/api"`
	MessageContent bool        `env:"VERBATIM_MESSAGE_CONTENT" envDefault:"false" form:"true or false"`
	Listen         string      `env:"VERBATIM_LISTEN" form:"an address such as 127.0.0.1:9090"`
	RetentionDays  int         `env:"VERBATIM_RETENTION_DAYS" envDefault:"90" form:"a whole number of days from 1"`
	Data           string      `env:"VERBATIM_DATA"`
	Corpus         []string    `env:"VERBATIM_CORPUS" envSeparator:","`
	Depth          int         `env:"VERBATIM_DEPTH" envDefault:"0" form:"a whole number of links from 0"`
	AllowPrivate   bool        `env:"VERBATIM_ALLOW_PRIVATE" envDefault:"false" form:"true or false"`
	LargeArchives  bool        `env:"VERBATIM_LARGE_ARCHIVES" envDefault:"false" form:"true or false"`
	Level          index.Level `env:"VERBATIM_LEVEL" envDefault:"balanced" form:"cautious, balanced or eager"`
	Vectors        string      `env:"VERBATIM_VECTORS" envDefault:"auto" form:"auto, on or off"`
	LogLevel       slog.Level  `env:"VERBATIM_LOG_LEVEL" envDefault:"info" form:"debug, info, warn or error"`
	LogFormat      string      `env:"VERBATIM_LOG_FORMAT" envDefault:"text" form:"text or json"`
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
	vars, err := readDotenv()
	if err != nil {
		return c, usageError{err}
	}
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
	if c.Token != "" && c.TokenFile != "" {
		problems = append(problems, errors.New("DISCORD_TOKEN and DISCORD_TOKEN_FILE are both set: keep one"))
	}
	if a.data != "" {
		c.Data = a.data
	}
	if c.Data == "" {
		c.Data, err = defaultData(a.env)
		problems = append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return c, usagef("the configuration is wrong:\n%w", err)
	}
	return c, nil
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
	if _, _, err := net.SplitHostPort(c.Listen); c.Listen != "" && err != nil {
		fields = append(fields, "Listen")
	}
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
	if c.LogFormat != "text" && c.LogFormat != "json" {
		fields = append(fields, "LogFormat")
	}
	for i, root := range c.Corpus {
		c.Corpus[i] = strings.TrimSpace(root)
	}
	c.Corpus = slices.DeleteFunc(c.Corpus, func(root string) bool { return root == "" })
	return fields
}

// web says how URLs are read, nil when nothing was configured: then as in the last run.
func (c *config) web() *update.Web {
	if len(c.Corpus) == 0 && c.Depth == 0 && !c.AllowPrivate {
		return nil
	}
	return &update.Web{Depth: c.Depth, AllowPrivate: c.AllowPrivate}
}

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
	if c.TokenFile == "" {
		return strings.TrimSpace(string(c.Token)), nil
	}
	b, err := os.ReadFile(c.TokenFile)
	if err != nil {
		return "", usagef("DISCORD_TOKEN_FILE: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
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
		value := fmt.Sprint(v.Field(i).Interface())
		if list, ok := v.Field(i).Interface().([]string); ok {
			value = strings.Join(list, ",")
		}
		all = append(all, setting{Name: v.Type().Field(i).Tag.Get("env"), Value: value})
	}
	return all
}
