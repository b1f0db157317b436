import ArgumentParser
import Judging

struct ClaimsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims", abstract: "Say whether what the patches claim holds.",
        discussion: """
            A claim is a trailer of a patch, or of the series where it stands in a comment of the series file:

              Claim: alloc(size>=1024) -15%       an effect in that direction, of half to twice that much
              Claim: alloc, free unchanged        within --margin
              Claim: alloc(size<=128) +40% at most
              Claim: alloc -50% on 8 cpus         where the machine, or the bench's virtual CPUs, have as many
              Claim: test NAME                    fails before, passes from here on
              Claim: explored NAME                what `explore:` runs finds it before, and not here
              Claim: same-behaviour               the trace command prints the same before and after

            Exit status 1 if one is refuted.
            """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var format: FormatOption
    @OptionGroup var on: OnOption
    @OptionGroup var comparison: ComparisonArguments
    @OptionGroup var pin: PinOption
    @OptionGroup var count: CountOption

    func run() async throws {
        let lines = { ClaimsListing(report: $0, width: common.terminal.width).lines }
        let changes = PlanChanges(pin: pin.choice, counts: count.counts)
        try await common.answer(format, on.changed(changes), lines: lines) { workbench in
            try await workbench.bench.claims(options: comparison.options(for: workbench))
        }
    }
}
