using System.ComponentModel.DataAnnotations;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>What a source of audio at an address may ask of us; section <c>Segmentation:Audio</c>.</summary>
public sealed class HttpAudioOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Segmentation:Audio";

    /// <summary>
    /// Hosts that may be at private addresses (loopback, link-local, private, shared, multicast and the like), by the name or address that
    /// stands in the base address; default none. All others are refused such addresses, redirects to them included.
    /// </summary>
    public IList<string> PrivateHosts { get; set; } = [];

    /// <summary>
    /// Folder of downloaded files, made when it is not there and readable by its owner alone; default empty: <c>PlayCount/audio</c> in the
    /// user's folder for local data.
    /// </summary>
    public string CacheFolder { get; set; } = "";

    /// <summary>
    /// Bytes of downloaded files that are kept, those used last; 1 MiB to 1 PiB, default 20 GiB. The newest file is always kept.
    /// </summary>
    [Range(1L << 20, 1L << 50)]
    public long CacheBytes { get; set; } = 20L << 30;

    /// <summary>Largest file, in bytes; 1 KiB to 4 GiB, default 512 MiB. A song beyond is left out.</summary>
    [Range(1L << 10, 4L << 30)]
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>
    /// Seconds that a file may take, all tries and pauses together, and that another download of it is waited for; 0.05 to 86,400,
    /// default 600.
    /// </summary>
    [Range(0.05, 86_400)]
    public double FileSeconds { get; set; } = 600;

    /// <summary>Seconds without a byte, or for an answer, after which a try is given up; 0.05 to 3,600, default 30.</summary>
    [Range(0.05, 3_600)]
    public double IdleSeconds { get; set; } = 30;

    /// <summary>
    /// Tries that a file has; 1 to 100, default 3. Each goes on where the last one was cut off, where the server can do that.
    /// </summary>
    [Range(1, 100)]
    public int Tries { get; set; } = 3;

    /// <summary>
    /// Seconds to the second try where the server refused or could not be reached, twice as many to each further one, at most 30. Each
    /// pause is shortened by chance, to no less than half, and longer where the server asks for it; 0.01 to 30, default 1.
    /// </summary>
    [Range(0.01, 30)]
    public double PauseSeconds { get; set; } = 1;

    /// <summary>Redirects that are followed in a row, each checked as the first address is; 0 to 10, default 3.</summary>
    [Range(0, 10)]
    public int MaxRedirects { get; set; } = 3;
}
