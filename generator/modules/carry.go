//go:build carry

package modules

import _ "embed"

//go:embed modules.zip
var archive []byte
