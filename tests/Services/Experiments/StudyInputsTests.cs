using System.Security.Cryptography;
using PlayCount.Experiments.Conducting;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Experiments;

/// <summary>What binds a study to its files.</summary>
public sealed class StudyInputsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public async Task Are_told_by_what_the_files_hold_and_by_no_path()
    {
        await File.WriteAllTextAsync(_file, "ann\tSONG\t3\n", TestContext.Current.CancellationToken);

        var config = await new StudyInputs(_file, "/music", Mapping: "/mapping", Mismatches: null)
            .ConfigAsync(TestContext.Current.CancellationToken);

        var hash = Convert.ToHexStringLower(SHA256.HashData("ann\tSONG\t3\n"u8));
        Assert.Equal([new("triplets", $"sha256 {hash}"), new("mismatches", "none"), new("mapping", "archive")], config);
    }

    [Fact]
    public async Task Are_read_no_further_once_that_is_cancelled() => await Assert.ThrowsAnyAsync<OperationCanceledException>(
        () => new StudyInputs(_file, "/music", Mapping: null, Mismatches: null).ConfigAsync(new CancellationToken(canceled: true)));

    [Fact]
    public void Refuse_candidates_without_an_index()
    {
        var inputs = new StudyInputs(_file, "/music", Mapping: "/mapping", Mismatches: null);

        var error = Assert.Throws<ArgumentException>(
            () => inputs.With(new LookUpSettings { Index = IndexUse.Off, Candidates = CandidateUse.List }));

        Assert.Contains("mapping index 'auto' or 'only' is right", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
