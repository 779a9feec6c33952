package simulation_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/cedego/cede/treaty/simulation"
)

// Ten thousand years of fires and of typhoons from June to October, each with its own years: another seed makes others, more years keep these.
func ExampleModel_Generate() {
	model := simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{
		{
			Name: "fire", Frequency: simulation.NegativeBinomial{Mean: 3, Dispersion: 2},
			Severity: simulation.Mixture{Parts: []simulation.Part{
				{Weight: 9, Severity: simulation.Lognormal{Mu: 12, Sigma: 1}}, {Weight: 1, Severity: simulation.Truncated{Of: simulation.Gamma{Shape: 2, Scale: 5e6}, From: 1e6, To: 1e8}},
			}},
		},
		{
			Name: "typhoon", Frequency: simulation.Poisson{Mean: 0.4}, Severity: simulation.Pareto{Threshold: 2e7, Alpha: 1.3}, Maximum: new(decimal.New(2, 9)),
			Season: []float64{0, 0, 0, 0, 0, 1, 3, 5, 4, 1, 0, 0},
		},
	}}
	portfolio, err := model.Generate(context.Background(), simulation.Generation{Years: 10_000, Seed: 42})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range portfolio.Segments {
		greatest := int64(0)
		for _, x := range s.Table.Loss {
			greatest = max(greatest, x)
		}
		fmt.Println(s.Name, "about", (len(s.Table.Loss)+500)/1000, "thousand losses, the largest at most the maximum:", greatest <= 2e11)
	}
	_, err = simulation.Model{Currency: "CNY", Hazards: []simulation.Hazard{{
		Frequency: simulation.Binomial{Trials: 5, Probability: 2}, Severity: simulation.GeneralizedPareto{Scale: -1},
	}}}.Generate(context.Background(), simulation.Generation{Years: 1})
	fmt.Println(err)
	// Output:
	// fire about 30 thousand losses, the largest at most the maximum: true
	// typhoon about 4 thousand losses, the largest at most the maximum: true
	// hazards[0].frequency.probability: must be from 0 to 1 (got 2)
	// hazards[0].severity.scale: must be above 0 and at most 1.7976931348623157e+308 (got -1)
}

// Observed losses drawn again: 1,000 years of two of three losses each.
func ExampleEmpirical() {
	model := simulation.Model{Currency: "JPY", Hazards: []simulation.Hazard{{Frequency: simulation.FixedCount{Count: 2}, Severity: simulation.Empirical{Loss: []int64{10, 20, 60}}}}}
	portfolio, err := model.Generate(context.Background(), simulation.Generation{Years: 1000})
	if err != nil {
		fmt.Println(err)
		return
	}
	seen := map[int64]bool{}
	for _, x := range portfolio.Segments[0].Table.Loss {
		seen[x] = true
	}
	fmt.Println(len(portfolio.Segments[0].Table.Loss), "losses of", len(seen), "amounts")
	// Output:
	// 2000 losses of 3 amounts
}

// secura is a model of the motor claims of Secura Re, 371 in 14 years: an exponential up to 2.6 million and a Pareto above.
func secura() simulation.Hazard {
	return simulation.Hazard{
		Frequency: simulation.Poisson{Mean: 371. / 14},
		Severity: simulation.Mixture{Parts: []simulation.Part{
			{Weight: 276, Severity: simulation.Truncated{Of: simulation.GeneralizedPareto{Threshold: 1.2e6, Scale: 1.4e6}, From: 1.2e6, To: 2.6e6}},
			{Weight: 95, Severity: simulation.Pareto{Threshold: 2.6e6, Alpha: 3.8}},
		}},
	}
}

// A spliced severity: 276 of 371 claims are below 2.6 million, 95 above. Of 14 years there were 26.4 million a year in 3,800,000 xs 1,200,000, and 1.0 in
// 5,000,000 xs 5,000,000; above 10 million nothing was seen, but the model has a claim in so many years.
func ExampleMixture() {
	portfolio, err := simulation.Model{Currency: "EUR", Hazards: []simulation.Hazard{secura()}}.Generate(context.Background(), simulation.Generation{Years: 10_000, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	table := portfolio.Segments[0].Table
	var lower, upper, above int64
	for _, x := range table.Loss {
		lower += min(max(x-120_000_000, 0), 380_000_000)
		upper += min(max(x-500_000_000, 0), 500_000_000)
		if x > 1_000_000_000 {
			above++
		}
	}
	years := int64(table.Years())
	fmt.Printf("3,800,000 xs 1,200,000: %.1f million a year\n", float64(lower/years)/1e8)
	fmt.Printf("5,000,000 xs 5,000,000: %.1f million a year\n", float64(upper/years)/1e8)
	fmt.Println("a claim above 10 million every", (years+above/2)/above, "years")
	// Output:
	// 3,800,000 xs 1,200,000: 26.3 million a year
	// 5,000,000 xs 5,000,000: 0.9 million a year
	// a claim above 10 million every 25 years
}
