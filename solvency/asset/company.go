package asset

// A Company is the kind of insurer that holds the assets, on which interest rate risk, the threshold of concentration and the size relief
// depend. The zero Company is not valid.
type Company string

const (
	// Life is a life company (人身保险公司), health and pension companies among them.
	Life Company = "life"
	// NonLife is a property company (财产保险公司).
	NonLife Company = "non-life"
	// Reinsurer is a reinsurer (再保险公司), whose non-life business has interest rate risk as a property company and whose life
	// business as a life company. Source: Rule 8 Arts. 21-23.
	Reinsurer Company = "reinsurer"
)

// Validate refuses a kind that is not known.
func (c Company) Validate() error { return one("", c, Life, NonLife, Reinsurer) }

// A Market is where an asset is. The zero Market is not valid where nothing else is said. Which country is in which class the user says, by the rules for overseas investments of 2012.
// Source: Rule 8 Art. 46.
type Market string

const (
	// Domestic is the mainland (境内).
	Domestic Market = "domestic"
	// Developed is a developed market (发达市场); Hong Kong is not domestic, shares bought through the Stock Connect included (Rule 8 Art. 45).
	Developed Market = "developed"
	// Emerging is an emerging market (新兴市场).
	Emerging Market = "emerging"
)

func overseas(name string, m Market) error { return one(name, m, Developed, Emerging) }

func anywhere(name string, m Market) error { return one(name, m, Domestic, Developed, Emerging) }
