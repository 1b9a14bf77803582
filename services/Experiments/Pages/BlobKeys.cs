using System.Globalization;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Pages;

/// <summary>
/// The keys that sign forms, as blobs: a form outlives a restart, and any process of the service takes what another one made. No
/// experiment's id begins with an underscore, so that the folder is none's.
/// </summary>
internal sealed class BlobKeys(IBlobStore blobs) : IXmlRepository
{
    private const string Folder = "_pages/keys";

    public IReadOnlyCollection<XElement> GetAllElements() => [.. blobs.List(Folder).Select(name =>
    {
        using var stream = blobs.OpenRead(name);
        return XElement.Load(stream);
    })];

    public void StoreElement(XElement element, string friendlyName)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Folder}/{friendlyName}.xml");
        blobs.Write(name, stream => element.Save(stream));
    }
}
