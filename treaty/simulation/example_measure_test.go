package simulation_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/treaty/simulation"
)

// Ten years and their measures. With so few, the readings of a quantile differ.
func ExampleSample() {
	years := simulation.YearLosses{Currency: "CNY", Scale: new(0), Loss: []int64{190, 0, 20, 100, 10, 30, 0, 80, 20, 50}}
	s, err := simulation.NewSample(years)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("mean", s.Mean(), "deviation", s.Deviation())
	p := decimal.New(85, -2)
	for _, rank := range []simulation.Rank{simulation.RankCeil, simulation.RankNext, simulation.RankWeibull, simulation.RankLinear} {
		v, err := s.VaR(p, rank)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("VaR by", rank, v)
	}
	for _, tail := range []simulation.Tail{simulation.TailExact, simulation.TailFrom, simulation.TailAbove} {
		v, err := s.TVaR(p, tail)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println("TVaR by", tail, v)
	}
	reached, err := s.Reached(decimal.New(100, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	period, _ := reached.Period()
	fmt.Println("100 or more: one year in", period)
	// Output:
	// mean 50 deviation 59
	// VaR by ceil 100
	// VaR by next 100
	// VaR by weibull 132
	// VaR by linear 93
	// TVaR by exact 160
	// TVaR by from 145
	// TVaR by above 190
	// 100 or more: one year in 5
}

// The exceedance curve at return periods, and how sure the 1 in 20 is.
func ExampleSample_Curve() {
	years := simulation.YearLosses{Currency: "CNY", Scale: new(0)}
	for i := range int64(1000) {
		years.Loss = append(years.Loss, i*i%997)
	}
	s, err := simulation.NewSample(years)
	if err != nil {
		fmt.Println(err)
		return
	}
	points, err := s.Curve(simulation.RankCeil, decimal.New(2, 0), decimal.New(20, 0), decimal.New(200, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range points {
		fmt.Println("1 in", p.Years, p.Probability, p.Loss)
	}
	interval, err := s.VaRInterval(decimal.New(95, -2), decimal.New(9, -1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("between", interval.Low, "and", interval.High)
	// Output:
	// 1 in 2 0.5 495
	// 1 in 20 0.05 944
	// 1 in 200 0.005 993
	// between 933 and 958
}

// Two lines and what each contributes to the tail of both together: the parts add up.
func ExamplePortion() {
	motor := simulation.YearLosses{Currency: "CNY", Scale: new(0), Loss: []int64{40, 10, 30, 20}}
	fire := simulation.YearLosses{Currency: "CNY", Scale: new(0), Loss: []int64{0, 100, 0, 5}}
	both, err := simulation.Sum(motor, fire)
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := simulation.Portion(both, motor, fire)
	if err != nil {
		fmt.Println(err)
		return
	}
	total, err := p.Whole().TVaR(decimal.New(4, -1), simulation.TailExact)
	if err != nil {
		fmt.Println(err)
		return
	}
	parts, err := p.TVaR(decimal.New(4, -1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(total, parts)
	// Output:
	// 68 [26 42]
}

// A layer of 100 with a reinstatement at 100 %: of each premium 0.35 more is expected, and so 37.04 do for a loss of 50.
func ExampleRating_Price() {
	loss := simulation.YearLosses{Currency: "CNY", Loss: []int64{0, 0, 5000, 0, 15000, 0, 10000, 0, 20000, 0}}
	p, err := simulation.Rating{Limit: decimal.New(100, 0), Reinstatements: []decimal.Decimal{decimal.New(1, 0)}}.Price(loss)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("expected loss", p.ExpectedLoss, "premium", p.Premium, "reinstatement premium", p.ReinstatementPremium)
	fmt.Println("attached", p.Attached.Rate(), "exhausted", p.Exhausted.Rate(), "loss on line", p.LossOnLine)
	// Output:
	// expected loss 50 premium 37.04 reinstatement premium 12.96
	// attached 0.4 exhausted 0.1 loss on line 0.5
}

// How far the measures of 4,000 years have settled.
func ExampleConverge() {
	years := simulation.YearLosses{Currency: "CNY", Scale: new(0)}
	for i := range int64(4000) {
		years.Loss = append(years.Loss, i*7919%1000)
	}
	steps, err := simulation.Converge(years, decimal.New(99, -2), decimal.New(9, -1))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range steps[2:] {
		fmt.Println(s.Years, "mean", s.Mean, "±", s.MeanError, "VaR", s.VaR, "in", s.Interval.Low, s.Interval.High, "TVaR", s.TVaR, "±", s.TVaRError)
	}
	// Output:
	// 1000 mean 500 ± 9 VaR 989 in 984 995 TVaR 995 ± 2
	// 2000 mean 500 ± 6 VaR 989 in 985 993 TVaR 995 ± 1
	// 4000 mean 500 ± 5 VaR 989 in 987 992 TVaR 995 ± 1
}
