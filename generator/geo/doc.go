// Package geo is the plane and spherical geometry under the maps: borders that
// neighbours share, simplification that keeps them joined, projections, and
// measures.
//
// Every geometry that enters is in degrees, (longitude, latitude), on WGS84 or
// CGCS2000 (which agree to the decimetre). Projected coordinates are metres,
// x to the east and y to the north. Nothing here reads files or keeps state.
//
// The same input gives the same output on every machine: a processor that
// fuses a multiplication and an addition rounds otherwise than one that does
// not, so products in formulas whose result is compared or printed are
// converted explicitly (which forbids the fusion), and Plane puts projected
// coordinates on a grid of one millimetre before anything is decided by them.
package geo
