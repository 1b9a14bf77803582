namespace PlayCount.Architecture.Tests;

public sealed class PaperMapTests
{
    private const string Head = "| Paper | Claim | Symbol | Test |\n|---|---|---|---|\n";

    private static readonly RepositoryFile[] Files =
    [
        new("core/Songs/Scaling.cs",
            "/// <summary>Like Lost.</summary>\npublic sealed record Scaling(double Center)\n"
            + "{ public double Apply(int plays) => plays; } // Gone"),
        new("tests/Core/ScalingTests.cs", "public sealed class ScalingTests { public void Centers_on_the_median() { } }"),
    ];

    [Fact]
    public void Names_only_symbols_and_tests_that_exist() =>
        Repository.AssertNone(PaperMap.Offences(Repository.Text("docs/paper-map.md"), Repository.Files));

    [Theory]
    [InlineData("| 3.2 | scaled | `Scaling.Apply` | `ScalingTests.Centers_on_the_median` |")]
    [InlineData("| 3.2 | scaled | `Scaling`, `Scaling.Center` | `ScalingTests` |")]
    public void Accepts_what_exists(string row) => Assert.Empty(PaperMap.Offences(Head + row, Files));

    [Theory]
    [InlineData("| 3.2 | scaled | `Scalling` | `ScalingTests` |", "'Scalling'")]
    [InlineData("| 3.2 | scaled | `Scaling.Gone` | `ScalingTests` |", "'Scaling.Gone'")]
    [InlineData("| 3.2 | scaled | `Scaling` | `ScalingTests.Centers` |", "'ScalingTests.Centers'")]
    [InlineData("| 3.2 | scaled | `ScalingTests` | `ScalingTests` |", "'ScalingTests'")]
    [InlineData("| 3.2 | scaled | `Scaling` | by hand |", "'by hand'")]
    [InlineData("| 3.2 | scaled | `Scaling` |", "3 cells")]
    public void Refuses_what_does_not(string row, string named) =>
        Assert.Contains(named, Assert.Single(PaperMap.Offences(Head + row, Files)), StringComparison.Ordinal);
}
