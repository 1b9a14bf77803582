using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

public sealed class LookUpRequestTests : IDisposable
{
    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Theory]
    [InlineData("folder", IndexUse.Auto, CandidateUse.Off, "song")]
    [InlineData("zip", IndexUse.Auto, CandidateUse.Off, "song")]
    [InlineData("zip", IndexUse.Off, CandidateUse.Off, "song")]
    [InlineData("zip", IndexUse.Only, CandidateUse.Off, "byte")]
    [InlineData("zip", IndexUse.Auto, CandidateUse.List, "byte")]
    [InlineData("tar.gz", IndexUse.Auto, CandidateUse.Off, "byte")]
    [InlineData("tar.gz", IndexUse.Off, CandidateUse.Off, "byte")]
    public void Its_unit_is_what_the_progress_counts(string kind, IndexUse index, CandidateUse candidates, string unit)
    {
        var path = _archives.Make(kind, Archives.Record(Records.Song, Records.Empty));

        var request = new LookUpRequest(path, new LookUpSettings { Index = index, Candidates = candidates });

        Assert.Equal(unit, request.Unit);
    }
}
