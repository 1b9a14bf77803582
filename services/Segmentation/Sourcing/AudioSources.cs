using System.Net;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>Opens the places that audio may be in.</summary>
/// <param name="containers">Where <c>blobs:</c> leads; null: nowhere.</param>
/// <param name="http">Limits of addresses.</param>
/// <param name="time">Measures them.</param>
public sealed class AudioSources(IBlobContainers? containers, HttpAudioOptions http, TimeProvider time)
{
    // One for as long as the process: sources come and go with experiments.
    private readonly Lazy<HttpClient> _client = new(() => HttpFetch.Client(http, Dns.GetHostAddressesAsync));

    /// <summary>Folders, and addresses with the usual limits.</summary>
    public static AudioSources Usual { get; } = new(null, new HttpAudioOptions(), TimeProvider.System);

    /// <summary>Opens a place.</summary>
    /// <exception cref="ArgumentException">It begins as an address of blobs or of a server does, and is none.</exception>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    /// <exception cref="AudioSourceException">There is no such container, or no blob storage.</exception>
    internal IAudioSource Open(string audio)
    {
        var place = AudioPlace.Parse(audio);
        return place.Kind switch
        {
            AudioPlaceKind.Http => new HttpAudio(new Uri(place.Text), http, time, _client.Value),
            AudioPlaceKind.Blobs => BlobAudio.List(containers ?? throw new AudioSourceException(
                $"audio '{Shown.Shorten(audio)}' is in a blob storage, and none is named: "
                + "ConnectionStrings__blobs of an Azure storage account, or Data__Folder, "
                + "below which containers/ holds one folder a container, is right.", isTransient: false), place),
            _ => AudioFolder.List(audio),
        };
    }
}
