// Package asset holds the words that Rules 7 to 9 of C-ROSS II share: what an asset is, with the attributes that factors depend on ([Asset] and its types), what is held of it
// ([Holding]), ratings, kinds of company, and the composite-factor method by which most charges are computed ([Charge]).
//
//	h := asset.Holding{ID: "bond 17", Asset: asset.Bond{Issuer: asset.OtherIssuer, Rating: asset.AAPlus, Duration: ...}, Value: ...}
//	err := h.Validate()
//
// An asset has one type however many risks it meets: a bond has interest rate risk and spread risk, a share of an overseas company price risk and currency risk. Which
// risks those are, and what they cost, is for the packages market and credit. Assets below products come from package lookthrough, with the [Structure]
// through which they are held.
//
// Amounts are in yuan, rates are fractions. A holding has one value: the recognised value, except where the type says otherwise (the fair value of
// bonds, the notional of swaps, the value of futures, the amount of a guarantee).
package asset
