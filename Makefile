# The commands of this project. Needed: Go, Node with npm, make and git.

# Where the browser tests look for Chromium is in generator/browser. ATLAS_BROWSER
# says what happens without it: empty, they are skipped and named; "required",
# they fail.
ATLAS_BROWSER ?=
# For more words from go test: make test TESTFLAGS=-v
TESTFLAGS ?=

.PHONY: site serve test format vet staticcheck unit browser check bench screenshots golden clean
.DEFAULT_GOAL := site

## site: set everything up and build the atlas into public/
site: node_modules bin/atlas
	bin/atlas build
	@echo
	@echo "The atlas stands in public/. Open public/index.html in a browser,"
	@echo "or run \"make serve\" for one that follows your edits."

## serve: show the atlas while it is edited, at http://127.0.0.1:8080/
serve: node_modules bin/atlas
	bin/atlas serve

## check: list everything that is wrong with the content, and write nothing
check: node_modules bin/atlas
	bin/atlas check

## test: everything that must hold, the quick things first
test: node_modules format vet unit staticcheck browser

format:
	@bad=$$(gofmt -l generator templates); if [ -n "$$bad" ]; then echo "gofmt would change:"; echo "$$bad"; exit 1; fi

vet:
	go vet ./...

staticcheck:
	go tool staticcheck ./...

unit: node_modules
	go test $(TESTFLAGS) $$(go list ./... | grep -v /generator/browser)

browser: node_modules
	ATLAS_BROWSER=$(ATLAS_BROWSER) go test -v ./generator/browser

## golden: write the expected outputs of the tests anew; look at the difference before you keep it
golden: node_modules
	UPDATE=1 go test ./generator/golden ./generator/command

## bench: how long the atlas takes, and how much memory
bench: node_modules
	@go test -run '^$$' -bench . -benchtime 5x -timeout 20m ./generator/bench | awk -f generator/bench/table.awk

## screenshots: every type of page in both languages, three widths, light and dark, into screenshots/
screenshots: node_modules
	go test -tags screenshots -run TestScreenshots -count=1 -timeout 30m ./generator/browser -args -into $(CURDIR)/screenshots

clean:
	rm -rf bin .cache screenshots public/* .public.*

# Always asked for: Go knows best what has changed.
.PHONY: bin/atlas
bin/atlas:
	go build -o bin/atlas ./generator

# npm leaves its own list of what is installed; it is older than the lock file
# when something has to be installed.
.PHONY: node_modules
node_modules: node_modules/.package-lock.json
node_modules/.package-lock.json: package-lock.json
	npm ci --no-audit --no-fund
	@touch $@
