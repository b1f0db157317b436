import Input
import PatchModel
import Testing

@testable import Workbench

@Suite struct SeriesReportTests {
    @Test(arguments: 0...4) func `the patches up to the stage of the work tree are applied`(_ stage: Int) throws {
        let project = try ScriptedProject()
        let workspace = try project.open(project.runner()).workspace
        _ = try workspace.goto(StageNumber(stage))
        #expect(workspace.stack.applied.map(\.text) == (1...4).prefix(stage).map { "p\($0)" })
    }
}
