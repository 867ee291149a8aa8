package report

import (
	"fmt"
	"html/template"
	"strings"

	"github.com/go-analyze/charts"

	"verbatim/index/eval"
)

// Size of a chart in its own units; it is scaled to the page.
const (
	chartWidth  = 820
	chartHeight = 300
)

// The colours of charts stand for properties of the page, which has light and dark ones.
var (
	ink    = charts.Color{R: 1, G: 2, B: 1, A: 255}
	grid   = charts.Color{R: 1, G: 2, B: 2, A: 255}
	ground = charts.Color{R: 1, G: 2, B: 3, A: 255}
	first  = charts.Color{R: 1, G: 2, B: 4, A: 255}
	second = charts.Color{R: 1, G: 2, B: 5, A: 255}

	properties = strings.NewReplacer(
		"rgb(1,2,1)", "var(--ink)", "rgb(1,2,2)", "var(--grid)", "rgb(1,2,3)", "var(--ground)",
		"rgb(1,2,4)", "var(--first)", "rgb(1,2,5)", "var(--second)",
		"'Roboto Medium',sans-serif", "inherit",
	)
)

var theme = charts.MakeTheme(charts.ThemeOption{
	AxisStrokeColor: ink, AxisSplitLineColor: grid, BackgroundColor: ground, TextColor: ink,
	SeriesColors: []charts.Color{first, second},
})

// single is the theme of charts with one series.
var single = theme.WithSeriesColors([]charts.Color{second})

// draw returns what paint draws as SVG, named for those who do not see it. Everything in it is
// ours: charts show numbers and words of this package only.
func draw(name string, paint func(*charts.Painter) error) (template.HTML, error) {
	p := charts.NewPainter(charts.PainterOptions{OutputFormat: charts.ChartOutputSVG, Width: chartWidth, Height: chartHeight, Theme: theme})
	if err := paint(p); err != nil {
		return "", fmt.Errorf("draw a chart: %w", err)
	}
	b, err := p.Bytes()
	if err != nil {
		return "", fmt.Errorf("draw a chart: %w", err)
	}
	svg := properties.Replace(string(b))
	label := template.HTMLEscapeString(name)
	return template.HTML(strings.Replace(svg, "<svg ", `<svg role="img" aria-label="`+label+`" `, 1)), nil //nolint:gosec // see above
}

func percents(v float64) string { return fmt.Sprintf("%.0f %%", v) }

// upright is an axis of percents from 0 to most.
func upright(title string, most float64) []charts.ValueAxisOption {
	return []charts.ValueAxisOption{{
		Title: title, Min: charts.Ptr(0.0), Max: charts.Ptr(most), Unit: most / 5, LabelCount: 6, ValueFormatter: percents, LabelFontStyle: small, TitleFontStyle: small,
	}}
}

var small = charts.FontStyle{FontSize: 11, FontColor: ink}

// reliability draws how sure answers were, beside how many of them were right.
func reliability(c eval.Calibration) (template.HTML, error) {
	var (
		sure, right []float64
		labels      []string
	)
	for _, b := range c.Bins {
		sure, right = append(sure, 100*b.Confidence), append(right, 100*b.Right)
		labels = append(labels, binName(b))
	}
	o := charts.NewBarChartOptionWithData([][]float64{sure, right})
	o.Theme = theme
	o.Legend = charts.LegendOption{SeriesNames: []string{"how sure it was", "how often it was right"}, FontStyle: small}
	o.CategoryAxis = charts.CategoryAxisOption{Labels: labels, Title: "how sure it was", LabelFontStyle: small, TitleFontStyle: small}
	o.ValueAxis = upright("", 100)
	return draw("Bars: for each range of how sure it was, the mean of that beside the share that was right", func(p *charts.Painter) error { return p.BarChart(o) })
}

// binName names a range of confidences.
func binName(b eval.Bin) string { return fmt.Sprintf("%.0f–%.0f %%", 100*b.From, 100*b.To) }

// risk draws the share of wrong answers over the share of questions that are answered.
func risk(steps []step) (template.HTML, error) {
	var (
		wrong  []float64
		labels []string
		most   = 10.0
	)
	for i, s := range steps {
		label := ""
		if i%4 == 3 {
			label = percents(100 * s.Answered)
		}
		wrong, labels = append(wrong, 100*s.Wrong), append(labels, label)
		most = max(most, 100*s.Wrong)
	}
	o := charts.NewLineChartOptionWithData([][]float64{wrong})
	o.Theme, o.LineStrokeWidth, o.Symbol = single, 2.5, charts.Symbol{Shape: charts.SymbolNone}
	o.Legend = charts.LegendOption{Show: charts.Ptr(false)}
	o.XAxis = charts.XAxisOption{
		Labels: labels, Title: "share of the questions that is answered, the surest first", BoundaryGap: charts.Ptr(false),
		LabelCount: len(labels), LabelOffset: charts.OffsetInt{Left: -14}, LabelFontStyle: small, TitleFontStyle: small,
	}
	o.YAxis = upright("wrong among them", min(100, 10*float64(int(most+9.999)/10)))
	return draw("Curve: the share of wrong answers, over the share of questions that is answered", func(p *charts.Painter) error { return p.LineChart(o) })
}

// latency draws how many answers took how long.
func latency(s []slot) (template.HTML, error) {
	var (
		counts []float64
		labels []string
	)
	for _, x := range s {
		counts, labels = append(counts, float64(x.Count)), append(labels, x.Name)
	}
	o := charts.NewBarChartOptionWithData([][]float64{counts})
	o.Theme = single
	o.Legend = charts.LegendOption{Show: charts.Ptr(false)}
	o.CategoryAxis = charts.CategoryAxisOption{Labels: labels, Title: "took", LabelCount: len(labels), LabelFontStyle: small, TitleFontStyle: small}
	o.ValueAxis = []charts.ValueAxisOption{{Title: "questions", Min: charts.Ptr(0.0), LabelFontStyle: small, TitleFontStyle: small,
		ValueFormatter: func(v float64) string { return fmt.Sprintf("%.0f", v) }}}
	return draw("Bars: how many answers took how long", func(p *charts.Painter) error { return p.BarChart(o) })
}
