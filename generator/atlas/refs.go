package atlas

// The lookups return nil where there is nothing with the id.

// Block finds a block by its id.
func (a *Atlas) Block(id string) *Block { return a.blocks[id] }

// Place finds a place by its slug.
func (a *Atlas) Place(slug string) *Place { return a.places[slug] }

// Note finds an editorial note by its id.
func (a *Atlas) Note(id string) *Note { return a.notes[id] }

// Table finds a table by its name.
func (a *Atlas) Table(name string) *Table { return a.tables[name] }

// Layer finds a layer by its id.
func (a *Atlas) Layer(id string) *Layer { return a.layers[id] }

// Map finds a map by its id.
func (a *Atlas) Map(id string) *Map { return a.maps[id] }

// Chart finds a chart by its id.
func (a *Atlas) Chart(id string) *Chart { return a.charts[id] }

// Name finds a name by its id.
func (a *Atlas) Name(id string) *Name { return a.names[id] }
