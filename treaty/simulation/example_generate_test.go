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
