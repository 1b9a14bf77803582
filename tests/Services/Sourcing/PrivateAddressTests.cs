using System.Net;
using PlayCount.Segmentation.Sourcing;

namespace PlayCount.Services.Tests.Sourcing;

/// <summary>Source of the networks: the IANA registries of special-purpose addresses.</summary>
public sealed class PrivateAddressTests
{
    [Theory]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.255.255.255", "loopback")]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("10.255.0.1", "private")]
    [InlineData("172.16.0.0", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("100.64.0.1", "shared (carrier-grade NAT)")]
    [InlineData("100.127.255.255", "shared (carrier-grade NAT)")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("198.18.0.1", "benchmark")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("255.255.255.255", "reserved")]
    [InlineData("::1", "loopback")]
    [InlineData("::", "unspecified")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local")]
    [InlineData("fd00::1", "private")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    [InlineData("::ffff:a9fe:a9fe", "link-local")]
    [InlineData("::10.0.0.1", "private")]
    [InlineData("64:ff9b::7f00:1", "loopback")]
    [InlineData("2002:a9fe:a9fe::1", "link-local")]
    [InlineData("2001:0:1::1", "reserved")]
    [InlineData("64:ff9b:1::5db8:d822", "reserved")] // for translation within a network, whatever it holds
    [InlineData("64:ff9b:1:a9fe:a9:fe00::", "reserved")]
    [InlineData("::ffff:0:7f00:1", "loopback")] // stateless translation (RFC 2765)
    public void Is_told_by_its_kind(string address, string kind) => Assert.Equal(kind, PrivateAddress.Kind(IPAddress.Parse(address)));

    [Theory]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946")]
    [InlineData("::ffff:93.184.216.34")]
    [InlineData("64:ff9b::5db8:d822")]
    [InlineData("2002:5db8:d822::1")]
    [InlineData("64:ff9b:2::1")]
    [InlineData("::ffff:0:5db8:d822")]
    public void Of_the_public_network_is_none(string address) => Assert.Null(PrivateAddress.Kind(IPAddress.Parse(address)));
}
