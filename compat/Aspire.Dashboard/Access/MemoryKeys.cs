using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Aspire.Dashboard.Access;

/// <summary>The keys that forms are proven with. They end with the dashboard: nothing is left in its user's folders.</summary>
internal sealed class MemoryKeys : IXmlRepository
{
    private readonly List<XElement> _keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (_keys)
            return [.. _keys];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (_keys)
            _keys.Add(element);
    }
}
