// Package simulation runs reinsurance programs over tables of simulated years, exact to the
// minor unit and the same on any number of cores.
package simulation
