// Package source reads the files that people write and keeps, for every value,
// the place it was read from: file, line, column and the line itself, so that
// whatever is found to be wrong later can be shown where it stands.
//
// A reader never stops at the first problem and never returns an error: it
// returns what could be read together with a diag.List of everything that is
// wrong. Only a syntax error that leaves no way to go on (broken JSON or YAML)
// ends the reading of that file.
//
//	file   Open(fsys, name, kind)      *File   text in UTF-8, whatever it was
//	       Decode(path, raw, kind)             stored as
//	table  ReadTable(file)             *Table  CSV in its encodings and
//	                                           delimiters, XLSX, ODS
//	yaml   FrontMatter(file)           Span    the --- block above a text
//	       DecodeYAML(file, span, into)        into structs; Value[T] keeps its
//	                                           place
//	map    ReadGeoJSON(file, idProp)   *Layer  features with orb geometries,
//	                                           longitude before latitude
//	       ReadShapefile(file, options)        the same of a zipped Shapefile
//
// Positions are Pos values: a few bytes that become a diag.Place, with the
// quoted line, when asked. They hold on to the file they came from. All types
// may be read from several goroutines at once, and none changes after it was
// returned.
//
// # Rules
//
// The problems carry these rule ids; all are errors except where noted.
//
//	file            a file is missing or cannot be read
//	encoding        text that is not valid UTF-8 (nor GB18030, in a table); a
//	                warning for Markdown in GB18030, which is read
//	merge-conflict  two versions of some lines, of which one must go
//	invisible       characters that nobody sees (warning)
//	csv-empty-file  a table without a header
//	csv-header      a column without a name, a name twice, merged header cells
//	csv-cells       a row with too few or too many cells
//	csv-quote       a quote that is not closed, text after a closing quote
//	csv-column      a column that is unknown, or a required one that is missing
//	csv-empty       a cell that must not be empty
//	csv-number      not a number, or not a whole one
//	csv-bool        neither yes nor no
//	csv-enum        not one of the words that are possible here
//	csv-excel       an error of a spreadsheet such as #REF!; a number shortened
//	                to 6.1E+05 (warning)
//	xlsx            a table or workbook that cannot be read: damaged, of another
//	                kind, or far larger unpacked than its size
//	xlsx-formula    formulas without their values
//	xlsx-format     a number format of which it is not certain what it shows
//	xlsx-shown      numbers of which not all digits are shown (warning)
//	xlsx-stray      cells outside the columns of the header
//	xlsx-sheets     no visible sheet; others that are not read (warning)
//	xlsx-merged     merged cells below the header (warning)
//	xlsx-hidden     rows or columns that a workbook hides (warning)
//	csv-date        not a date, or one written otherwise than 2030-01-31
//	csv-mended      a value that is read as what alone it can mean (warning)
//	csv-stored      a table that is not UTF-8 with commas (warning)
//	front-matter    a front matter that is not closed
//	yaml            broken YAML, or a value of another type than expected
//	yaml-key        an unknown key, or one that stands twice
//	geojson-syntax  not JSON
//	geojson-type    not a FeatureCollection, an unknown geometry type, a member
//	                that is missing or of the wrong type
//	geojson-position  a position that is no pair of numbers, or off the Earth
//	geojson-ring    a ring that is open or has fewer than four positions
//	geojson-crossing  a ring that crosses itself (warning)
//	geojson-empty   a feature without geometry (warning)
//	geojson-crs     coordinates in another system than WGS84 or CGCS2000
//	geojson-id      an id that is missing or stands twice (a warning where
//	                nobody relies on ids)
//	shapefile-zip   an archive that cannot be read, or without one Shapefile
//	shapefile-shape a .shp or .shx that is damaged
//	shapefile-table a .dbf that is missing or damaged
//	shapefile-records   other numbers of records and shapes
//	shapefile-encoding  texts that are neither UTF-8 nor GB18030; a warning where
//	                they are not what the file claims
//	shapefile-value a text cut off in a character, two fields of one name (warnings)
//	shapefile-crs   a coordinate system that is missing or cannot be converted
//	shapefile-datum Xi'an 1980 or Beijing 1954
package source
