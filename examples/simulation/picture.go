package main

import (
	"errors"
	"image/color"
	"math"
	"os"
	"strconv"

	"github.com/shopspring/decimal"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"

	"github.com/cedego/cede/treaty"
	"github.com/cedego/cede/treaty/simulation"
)

// picture draws the tower and the exceedance curves side by side.
func picture(spec treaty.Spec, r *simulation.Result, name string) (err error) {
	tower, err := towerPlot(spec, r)
	if err != nil {
		return err
	}
	curves, err := curvePlot(r)
	if err != nil {
		return err
	}
	canvas := vgsvg.New(28*vg.Centimeter, 13*vg.Centimeter)
	tiles := draw.Tiles{Rows: 1, Cols: 2, PadX: vg.Centimeter, PadTop: vg.Millimeter * 4, PadBottom: vg.Millimeter * 4, PadLeft: vg.Millimeter * 4, PadRight: vg.Millimeter * 4}
	dc := draw.New(canvas)
	for i, p := range []*plot.Plot{tower, curves} {
		p.Draw(tiles.At(dc, i, 0))
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	_, err = canvas.WriteTo(file)
	return err
}

// inMillions is an amount for a picture.
func inMillions(d decimal.Decimal) float64 { return d.Shift(-6).InexactFloat64() }

// blue is the fuller the closer part is to 1.
func blue(part float64) color.Color {
	strength := 40 + 170*math.Min(part, 1)
	return color.RGBA{R: uint8(255 - strength), G: uint8(255 - strength*2/3), B: uint8(255 - strength/6), A: 255}
}

// towerPlot draws each layer between its attachment and its top; the fuller the colour, the higher the loss on line.
func towerPlot(spec treaty.Spec, r *simulation.Result) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = "Layers and their loss on line"
	p.Y.Label.Text = "millions of " + string(spec.Currency)
	p.X.Tick.Marker = plot.ConstantTicks(nil)
	p.X.Width = 0
	var labels plotter.XYLabels
	column, contract := -1.0, ""
	for _, t := range tiers(spec, r) {
		if name := t.name[:len(t.name)-len(lastWord(t.name))]; name != contract {
			contract = name
			column++
			labels.XYs = append(labels.XYs, plotter.XY{X: column + 0.5, Y: 0})
			labels.Labels = append(labels.Labels, name)
		}
		s, err := simulation.NewSample(t.years.Full)
		if err != nil {
			return nil, err
		}
		low, high := inMillions(t.layer.Attachment), inMillions(t.layer.Attachment.Add(*t.layer.Limit))
		onLine := s.Mean().DivRound(*t.layer.Limit, 6)
		box, err := plotter.NewPolygon(plotter.XYs{{X: column + 0.1, Y: low}, {X: column + 0.9, Y: low}, {X: column + 0.9, Y: high}, {X: column + 0.1, Y: high}})
		if err != nil {
			return nil, err
		}
		box.Color = blue(onLine.InexactFloat64())
		p.Add(box)
		labels.XYs = append(labels.XYs, plotter.XY{X: column + 0.5, Y: (low + high) / 2})
		labels.Labels = append(labels.Labels, lastWord(t.name)+": "+percent(onLine))
	}
	if column < 0 {
		p.Title.Text = "No layer with a limit in money"
		return p, nil
	}
	words, err := plotter.NewLabels(labels)
	if err != nil {
		return nil, err
	}
	for i := range words.TextStyle {
		words.TextStyle[i].XAlign, words.TextStyle[i].YAlign = text.XCenter, text.YCenter
		if labels.XYs[i].Y == 0 {
			words.TextStyle[i].YAlign = text.YBottom
		}
	}
	p.Add(words)
	p.Y.Min = 0
	p.X.Min, p.X.Max = 0, column+1
	return p, nil
}

func lastWord(name string) string {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == ' ' {
			return name[i+1:]
		}
	}
	return name
}

// curvePlot draws losses over return periods, of the year in full and of the largest event in broken lines.
func curvePlot(r *simulation.Result) (*plot.Plot, error) {
	p := plot.New()
	p.Title.Text = "Exceedance curves: year —, largest event - -"
	p.X.Label.Text, p.Y.Label.Text = "return period in years", "millions"
	p.X.Scale = plot.LogScale{}
	p.Y.Min = 0
	p.Legend.Top, p.Legend.Left = true, true
	most := math.Max(float64(r.Years())/20, 10) // beyond that a curve is noise
	p.X.Min, p.X.Max = 1.2, most
	var ticks []plot.Tick
	for _, t := range []float64{2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000, 50000} {
		if t <= most {
			ticks = append(ticks, plot.Tick{Value: t, Label: strconv.Itoa(int(t))})
		}
	}
	p.X.Tick.Marker = plot.ConstantTicks(ticks)
	p.Add(plotter.NewGrid())
	gross, ceded, net := r.Largest()
	for _, c := range []struct {
		name   string
		years  simulation.YearLosses
		colour color.Color
		broken bool
	}{
		{"gross", r.Gross(), color.RGBA{R: 200, G: 60, B: 40, A: 255}, false},
		{"", gross, color.RGBA{R: 200, G: 60, B: 40, A: 255}, true},
		{"ceded", r.Ceded(), color.RGBA{R: 30, G: 90, B: 170, A: 255}, false},
		{"", ceded, color.RGBA{R: 30, G: 90, B: 170, A: 255}, true},
		{"net", r.Net(), color.RGBA{R: 30, G: 130, B: 70, A: 255}, false},
		{"", net, color.RGBA{R: 30, G: 130, B: 70, A: 255}, true},
	} {
		s, err := simulation.NewSample(c.years)
		if err != nil {
			return nil, err
		}
		var periods []decimal.Decimal
		for t := 1.2; t <= most; t *= 1.05 {
			periods = append(periods, decimal.NewFromFloat(t).Round(6))
		}
		points, err := s.Curve(simulation.RankCeil, periods...)
		if err != nil {
			return nil, err
		}
		var xys plotter.XYs
		for _, x := range points {
			xys = append(xys, plotter.XY{X: x.Years.InexactFloat64(), Y: inMillions(x.Loss)})
		}
		line, err := plotter.NewLine(xys)
		if err != nil {
			return nil, err
		}
		line.Color, line.Width = c.colour, vg.Points(1.6)
		if c.broken {
			line.Dashes, line.Width = []vg.Length{vg.Points(4), vg.Points(3)}, vg.Points(1)
		}
		p.Add(line)
		if c.name != "" {
			p.Legend.Add(c.name, line)
		}
	}
	return p, nil
}
