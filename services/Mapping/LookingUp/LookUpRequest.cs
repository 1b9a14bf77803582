using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>Where and how songs are looked up.</summary>
/// <param name="Archive">The mapping archive: folder, .tar, .tar.gz, .tar.bz2 or .zip.</param>
/// <param name="Settings">How.</param>
public sealed record LookUpRequest(string Archive, LookUpSettings Settings)
{
    /// <summary>What the archive may ask of the machine.</summary>
    public MappingLimits Limits { get; init; } = new();

    /// <summary>What the progress of a look-up counts: songs where the archive is asked in place, else bytes.</summary>
    /// <exception cref="InvalidDataException">The archive is refused.</exception>
    public string Unit => !NeedsIndex && IsAskedInPlace() ? "song" : "byte";

    /// <summary>Whether nothing but an index will do.</summary>
    internal bool NeedsIndex => Settings.Index == IndexUse.Only || Settings.Candidates != CandidateUse.Off;

    /// <summary>A folder and a zip know where each record is; a tar has to be read up to it.</summary>
    internal bool IsAskedInPlace()
    {
        if (Directory.Exists(Archive) || !File.Exists(Archive))
            return true;
        var isZip = false;
        MappingArchive.Refusing(Archive, () =>
        {
            using var file = MappingArchive.OpenFile(Archive, FileOptions.None);
            isZip = ArchiveFormats.Recognise(file) == ArchiveFormat.Zip;
        });
        return isZip;
    }
}
