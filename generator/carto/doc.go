// Package carto draws maps as SVG. A map is a pure function of a Spec: the same
// Spec gives the same bytes, and Spec.Key tells two specs apart without drawing
// them.
//
//	topology := geo.NewTopology(shapes)                      // once a layer
//	frame := carto.Fit(projection, 1100, 17, 24, plan)       // once a size
//	cover := carto.NewCover(topology, frame)                 // shared by drawings
//	svg := carto.Draw(carto.Spec{Frame: frame, Layers: …})   // a map
//
// Coordinates enter in degrees, (lon, lat). Sizes are px of the drawing, whose
// viewBox is its size in px: draw a narrow map for a phone rather than shrink a
// wide one, and show the one or the other by the style sheet.
//
// # Structure and classes
//
// A drawing carries no colour, no style attribute and no style element: a strict
// Content-Security-Policy would block them, and colours belong to the site's
// sheet. The sheet must give at least the fills and strokes of these:
//
//	svg.m-map                     the drawing; m-small too under 500 px of width
//	  rect.m-sheet                the ground inside the neat line
//	  g.m-view                    everything that moves when one pans and zooms
//	    g.m-areas.m-areas-NAME    a layer of areas; its id is PREFIX-NAME
//	      a.m-area.m-link         an area that is a link; path inside
//	      path.m-area             an area that is none
//	      path.m-hatched          the hatching over it (set no fill here)
//	    path.m-graticule          the net of degrees
//	    g.m-borders.m-borders-NAME  path.m-border.CLASS, a path a level
//	                            (use.m-border where one is drawn more than once)
//	    g.m-lines.m-lines-NAME      a.m-line or path.m-line
//	    g.m-points.m-points-NAME    a.m-point, or circle, rect, path.m-point;
//	                                a ring is a.m-point or g.m-point with a
//	                                circle and circle.m-dot
//	  g.m-labels                  all lettering, hidden from screen readers
//	    g.m-label.m-label-STYLE.m-labels-NAME   a style's labels of a layer
//	  g.m-inset                   rect.m-inset-ground, layers as above,
//	                              path.m-inset-box, rect.m-inset-frame
//	  g.m-north                   path.m-north-west, path.m-north-east, text
//	  g.m-frame                   rect.m-neat, rect.m-edge, g.m-degrees
//	  g.m-scale                   rect.m-scale-dark, rect.m-scale-light, text
//	  g.m-legend                  symbols with their own classes, text
//	path.m-hatch, circle.m-hatch-dot   the patterns' ink
//	path.m-arrow                       an arrow head
//
// Classes of a Mark stand beside m-area, m-line or m-point. An element with an
// ID has the id PREFIX-LAYER-ID and data-id ID, by which scripts join map and
// table. Font sizes, letter spacing and weight stand in the drawing as
// attributes, since the places of labels follow from them: a sheet that changes
// them makes labels collide. The sheet chooses the face (any sans serif of
// common width) and the halo (paint-order: stroke).
//
// The drawing has the role img where nothing in it is a link. With links it is
// a group: the parts of an img are hidden from assistive technology.
//
// # Labels
//
// Labels are placed in the order of their priority, where they cover no symbol
// and no other label and as little of borders and lines as may be; a label in
// the way moves, if it can, for one that has no room. Those without room are
// left out and reported by Render. Their features keep link and title.
//
// Symbols and labels stand about their place: a script that enlarges the view by
// k up to MaxZoom appends scale(1/k) to every transform within m-view and
// m-labels, and nothing collides at any zoom. In a Spec with Zoom, labels without
// room are there with display="none" and data-from, the zoom from which there is
// room for good; Still takes them out again.
package carto
