using System.CommandLine;
using Microsoft.Extensions.Configuration;
using PlayCount.Segmentation.Sourcing;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Cli.Running;

/// <summary>The options that tell what a source of audio at an address may do.</summary>
internal sealed class AudioOptions
{
    private const double LongestSeconds = 86_400;
    private const double ShortestSeconds = 0.05;

    private static readonly HttpAudioOptions Usual = new();

    private readonly Option<string[]> _privateHosts = new("--private-host")
    {
        Description = "Host of --audio that may be at a private address; may be given several times",
        HelpName = "HOST",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _cache = new("--audio-cache")
    {
        Description = "Folder of downloaded audio; unless given the user's own, at most 20 GiB",
        HelpName = "DIR",
    };

    private readonly Option<double> _fileSeconds = NumberOption.Create(
        "--audio-seconds", Usual.FileSeconds, ShortestSeconds, LongestSeconds, "Seconds that a file from an address may take");
    private readonly Option<double> _idleSeconds = NumberOption.Create(
        "--audio-idle-seconds", Usual.IdleSeconds, ShortestSeconds, 3_600, "Seconds without a byte after which it is asked for again");

    public IEnumerable<Option> All => [_privateHosts, _cache, _fileSeconds, _idleSeconds];

    /// <summary>The places of audio; blobs lie where the environment says, as for the services.</summary>
    public AudioSources Read(ParseResult parsed)
    {
        var options = new HttpAudioOptions
        {
            PrivateHosts = parsed.GetValue(_privateHosts) ?? [],
            CacheFolder = parsed.GetValue(_cache) ?? "",
            FileSeconds = parsed.GetValue(_fileSeconds),
            IdleSeconds = parsed.GetValue(_idleSeconds),
        };
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        return new AudioSources(DataExtensions.Containers(settings), options, TimeProvider.System);
    }
}
